using System.Text.Json;
using System.Xml;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Tandem.Agent.FrontMatter;

namespace Tandem.Agent.Evaluators;

/// <summary>Code blocks compile: C# by Roslyn against the base library, JSON, XML and YAML by their parsers, languages with braces by their brackets.</summary>
/// <param name="languages">Judged languages; empty = each that can be judged.</param>
internal sealed class CodeCompilesEvaluator(IReadOnlyList<string> languages) : IEvaluator
{
    /// <summary>Languages that are only checked for brackets and quotes that close, and the names they have on fences.</summary>
    private static readonly string[] Bracketed =
        ["python", "py", "javascript", "js", "jsx", "typescript", "ts", "tsx", "java", "go", "rust", "rs", "c", "cpp", "c++", "kotlin", "swift", "php", "scala"];

    private static readonly Lazy<IReadOnlyList<MetadataReference>> BaseLibrary = new(() =>
        [.. ((string?)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Where(file => Path.GetFileName(file) is var name && (name.StartsWith("System.", StringComparison.Ordinal) || name is "netstandard.dll" or "mscorlib.dll"))
            .Select(file => MetadataReference.CreateFromFile(file))]);

    public string Name => "code_compiles";

    public ValueTask<Finding> JudgeAsync(Draft draft, CancellationToken cancellationToken)
    {
        foreach (var block in CodeBlock.Of(draft.Text))
            if ((languages.Count == 0 || languages.Contains(Plain(block.Language))) && Wrong(block, cancellationToken) is { } wrong)
                return ValueTask.FromResult(Finding.Fail(Name, $"The {block.Language} code does not compile: {wrong}. Give code that does.", wrong));
        return ValueTask.FromResult(Finding.Pass(Name));
    }

    /// <summary>One name for each language.</summary>
    internal static string Plain(string language) => language switch
    {
        "cs" or "c#" => "csharp",
        "py" => "python",
        "js" or "jsx" => "javascript",
        "ts" or "tsx" => "typescript",
        "yml" => "yaml",
        "rs" => "rust",
        "c++" => "cpp",
        _ => language,
    };

    private static string? Wrong(CodeBlock block, CancellationToken cancellationToken) => Plain(block.Language) switch
    {
        "csharp" => CSharp(block.Code, cancellationToken),
        "json" => Json(block.Code),
        "xml" => Xml(block.Code),
        "yaml" => Yaml(block.Code),
        _ when Bracketed.Contains(block.Language) => Brackets.Unbalanced(block.Code, block.Language is "python" or "py"),
        _ => null,
    };

    private static string? CSharp(string code, CancellationToken cancellationToken)
    {
        // A fragment may be a program, members of a type, or types: it compiles if it does as one of them.
        string[] shapes = [code, $"class Fragment {{\n{code}\n}}"];
        string? first = null;
        foreach (var shape in shapes)
        {
            var compilation = CSharpCompilation.Create(
                "Fragment", [CSharpSyntaxTree.ParseText(Usings, cancellationToken: cancellationToken), CSharpSyntaxTree.ParseText(shape, cancellationToken: cancellationToken)],
                BaseLibrary.Value, new CSharpCompilationOptions(shape == code && HasStatements(code) ? OutputKind.ConsoleApplication : OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true));
            var wrong = compilation.GetDiagnostics(cancellationToken).FirstOrDefault(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
            if (wrong is null)
                return null;
            first ??= wrong.GetMessage(System.Globalization.CultureInfo.InvariantCulture);
        }

        return first;
    }

    private const string Usings = """
        global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq; global using System.Text;
        global using System.Threading; global using System.Threading.Tasks;
        """;

    private static bool HasStatements(string code) =>
        CSharpSyntaxTree.ParseText(code).GetRoot().ChildNodes().Any(node => node.IsKind(SyntaxKind.GlobalStatement));

    private static string? Json(string code)
    {
        try
        {
            using var _ = JsonDocument.Parse(code);
            return null;
        }
        catch (JsonException wrong)
        {
            return FormattableString.Invariant($"line {wrong.LineNumber + 1}: no JSON");
        }
    }

    private static string? Xml(string code)
    {
        try
        {
            using var reader = XmlReader.Create(new StringReader(code), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, ConformanceLevel = ConformanceLevel.Auto });
            while (reader.Read())
            {
            }

            return null;
        }
        catch (XmlException wrong)
        {
            return FormattableString.Invariant($"line {wrong.LineNumber}: no XML");
        }
    }

    private static string? Yaml(string code)
    {
        var faults = new FaultList("block");
        YamlText.Read(code, 1, faults);
        return faults.Any ? $"line {faults.Faults[0].Line}: {faults.Faults[0].Problem}" : null;
    }
}
