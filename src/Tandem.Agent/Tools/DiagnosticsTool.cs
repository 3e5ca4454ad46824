using System.ComponentModel;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Tandem.Agent.Tools;

/// <summary>Errors that need no build: the syntax of C# and JSON files.</summary>
internal sealed class DiagnosticsTool(WorkspaceFiles files) : Tool<DiagnosticsArguments>("diagnostics", ToolAccess.ReadOnly, ToolJson.Default.DiagnosticsArguments)
{
    private const int MaxFiles = 2_000;
    private const int MaxErrors = 50;

    protected override PreparedCall Prepare(DiagnosticsArguments arguments, JsonElement raw)
    {
        var folder = files.ResolveFolder(arguments.Path);
        return new PreparedCall(Act($"check the syntax of {(folder.Length == 0 ? "all files" : folder)}"), (_, token) => Task.FromResult(Check(folder, token)));
    }

    private ToolResult Check(string folder, CancellationToken cancellationToken)
    {
        var wanted = files.Paths(folder, glob: null, cancellationToken)
            .Where(path => path.EndsWith(".cs", StringComparison.OrdinalIgnoreCase) || path.EndsWith(".json", StringComparison.OrdinalIgnoreCase)).Where(files.Exists).Take(MaxFiles).ToList();
        var found = new List<(string Path, string Line)>();
        foreach (var path in wanted)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (WorkspaceFiles.Read(files.Resolve(path)).Text is not { } text) continue;
            found.AddRange((path.EndsWith(".cs", StringComparison.OrdinalIgnoreCase) ? CSharp(text, cancellationToken) : Json(text)).Select(line => (path, line)));
            if (found.Count > MaxErrors) break;
        }

        if (found.Count == 0)
            return ToolResult.Of(string.Create(CultureInfo.InvariantCulture, $"No syntax errors in {wanted.Count} C# and JSON files. Types and tests are judged by the build: run it."));
        var answer = new StringBuilder();
        foreach (var (path, line) in found.Take(MaxErrors)) answer.Append(path).Append(':').Append(line).Append('\n');
        return ToolResult.Of(answer.ToString().TrimEnd('\n')) with { Paths = [.. found.Select(one => one.Path).Distinct()] };
    }

    private static IEnumerable<string> CSharp(string text, CancellationToken cancellationToken) =>
        CSharpSyntaxTree.ParseText(text, CSharpParseOptions.Default.WithLanguageVersion(LanguageVersion.Preview), cancellationToken: cancellationToken)
            .GetDiagnostics(cancellationToken)
            .Where(one => one.Severity == DiagnosticSeverity.Error)
            .Select(one => string.Create(CultureInfo.InvariantCulture, $"{one.Location.GetLineSpan().StartLinePosition.Line + 1}: {one.Id} {one.GetMessage(CultureInfo.InvariantCulture)}"));

    private static IEnumerable<string> Json(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text, new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true, MaxDepth = 256 });
            return [];
        }
        catch (JsonException wrong)
        {
            return [string.Create(CultureInfo.InvariantCulture, $"{(wrong.LineNumber ?? 0) + 1}: {wrong.Message}")];
        }
    }
}

/// <summary>Arguments of <see cref="DiagnosticsTool"/>.</summary>
internal sealed record DiagnosticsArguments([property: Description("A file or folder; without it the whole repository.")] string? Path = null);
