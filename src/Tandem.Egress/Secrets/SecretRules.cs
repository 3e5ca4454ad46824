using System.Text.Json;
using System.Text.Json.Serialization;

namespace Tandem.Egress.Secrets;

/// <summary>The rules that ship.</summary>
public static class SecretRules
{
    /// <summary>Reads the shipped rules; about a hundred kinds.</summary>
    public static IReadOnlyList<SecretRule> Load()
    {
        using var stream = typeof(SecretRules).Assembly.GetManifestResourceStream("secret-rules.json")!;
        return JsonSerializer.Deserialize(stream, SecretRulesJson.Default.ListSecretRule)!;
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(List<SecretRule>))]
internal sealed partial class SecretRulesJson : JsonSerializerContext;
