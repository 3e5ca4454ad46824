using Tandem.Configuration.Origins;
using Tandem.Configuration.Yaml;

namespace Tandem.Configuration.Settings;

/// <summary>What a source of settings is and may do.</summary>
/// <param name="Name">Full path, or the variable's or option's name.</param>
/// <param name="Environment">For references; null where the source may not use any.</param>
internal sealed record SettingSource(OriginKind Kind, string Name, IReadOnlyDictionary<string, string>? Environment)
{
    public Origin At(SourceNode node) => new(Kind, Name, node.Line, node.Column);

    /// <summary>The text is not typed: a variable and an option hold text only, so a number needs no quotes to be one.</summary>
    public bool IsUntyped => Kind is OriginKind.Environment or OriginKind.CommandLine;

    /// <summary>As messages name it.</summary>
    public string File => Words(Kind, Name);

    /// <summary>As messages name a source.</summary>
    public static string Words(OriginKind kind, string name) => kind switch
    {
        OriginKind.Environment => $"environment variable {name}",
        OriginKind.CommandLine => $"command line option {name}",
        _ => name,
    };
}
