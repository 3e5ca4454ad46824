using Tandem.CodeIndex.Search;

namespace Tandem.Cli.Searching;

/// <summary>One line of <c>search --json</c>.</summary>
internal sealed record PlaceLine(string Path, int Line, int EndLine, string? Symbol, string? Kind, double Score, string Snippet)
{
    public static PlaceLine Of(SearchHit hit) => new(hit.Path, hit.Line, hit.EndLine, hit.Symbol, hit.Kind, hit.Score, hit.Snippet);
}

/// <summary>One line of the file that <c>search --batch</c> reads.</summary>
internal sealed record BatchQuestion(string Id, string Query);

/// <summary>One line that <c>search --batch</c> writes: files, best first.</summary>
internal sealed record BatchAnswer(string Id, IReadOnlyList<string> Files);

/// <summary>What <c>index --json</c> prints.</summary>
internal sealed record IndexLine(int Files, int Added, int Changed, int Removed, int Commits, double Seconds, IReadOnlyList<string> Notes);

/// <summary>What <c>index --map N --json</c> prints.</summary>
internal sealed record MapLine(string Map, int EstimatedTokens, int Files, int Symbols);
