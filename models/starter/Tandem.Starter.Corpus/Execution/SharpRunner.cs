using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Tandem.Starter.Corpus.Families;

namespace Tandem.Starter.Corpus.Execution;

/// <summary>Compiles generated C# with Roslyn and runs it in this process against its cases.</summary>
internal static class SharpRunner
{
    private static readonly string Usings =
        "using System;\nusing System.Collections.Generic;\nusing System.IO;\nusing System.Linq;\npublic static class Answer\n{\n";

    private static readonly MetadataReference[] References =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path).StartsWith("System.", StringComparison.Ordinal))
            .Select(path => MetadataReference.CreateFromFile(path)),
    ];

    /// <summary>Empty when every case gives its result, else what went wrong.</summary>
    public static async Task<string> RunAsync(string code, string entry, IReadOnlyList<FunctionCase> cases)
    {
        var tree = CSharpSyntaxTree.ParseText(Usings + code + "\n}\n");
        var compilation = CSharpCompilation.Create($"Answer{Guid.NewGuid():N}", [tree], References, new CSharpCompilationOptions(
            OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release, nullableContextOptions: NullableContextOptions.Enable));
        using var image = new MemoryStream();
        var emitted = compilation.Emit(image);
        if (!emitted.Success) return emitted.Diagnostics.First(d => d.Severity == DiagnosticSeverity.Error).ToString();

        var method = Assembly.Load(image.ToArray()).GetType("Answer")!.GetMethod(entry);
        if (method is null) return $"no public method {entry}";
        try
        {
            return await Task.Run(() => Verdict(method, cases)).WaitAsync(TimeSpan.FromSeconds(5));
        }
        catch (Exception error) when (error is TargetInvocationException or TimeoutException or JsonException or TargetParameterCountException)
        {
            return (error.InnerException ?? error).Message;
        }
    }

    private static string Verdict(MethodInfo method, IReadOnlyList<FunctionCase> cases)
    {
        foreach (var (arguments, expected) in cases)
        {
            var parameters = method.GetParameters();
            if (parameters.Length != arguments.Count) return "wrong number of parameters";
            var values = parameters.Select((p, i) => arguments[i].Deserialize(p.ParameterType)).ToArray();
            var actual = JsonSerializer.SerializeToNode(method.Invoke(null, values));
            if (!Same(actual, expected)) return $"gave {actual?.ToJsonString()} for {arguments.ToJsonString()}";
        }

        return "";
    }

    private static bool Same(JsonNode? actual, JsonNode? expected)
    {
        if (actual is JsonArray a && expected is JsonArray e) return a.Count == e.Count && a.Zip(e).All(pair => Same(pair.First, pair.Second));
        if (actual is JsonObject x && expected is JsonObject y) return x.Count == y.Count && y.All(p => x.TryGetPropertyValue(p.Key, out var v) && Same(v, p.Value));
        if (actual?.GetValueKind() == JsonValueKind.Number && expected?.GetValueKind() == JsonValueKind.Number)
        {
            var (left, right) = (actual.Deserialize<double>(), expected.Deserialize<double>());
            return Math.Abs(left - right) <= 1e-9 * Math.Max(1, Math.Abs(right));
        }

        return JsonNode.DeepEquals(actual, expected);
    }
}
