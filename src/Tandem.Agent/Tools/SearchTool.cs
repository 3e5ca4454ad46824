using System.ComponentModel;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Tandem.Pipeline.Privacy;

namespace Tandem.Agent.Tools;

/// <summary>Asks the code index.</summary>
internal sealed class SearchTool(ICodeLookup code, PrivacyOptions privacy) : Tool<SearchArguments>("search", ToolAccess.ReadOnly, ToolJson.Default.SearchArguments)
{
    private const int Count = 12;

    protected override PreparedCall Prepare(SearchArguments arguments, JsonElement raw) =>
        new(Act($"search {arguments.Query}"), (_, token) => Task.FromResult(Search(arguments.Query, token)));

    private ToolResult Search(string query, CancellationToken cancellationToken)
    {
        var hits = code.Search(query, Count, out var note, cancellationToken).Where(hit => !privacy.IsPrivate(hit.Path)).ToList();
        var text = new StringBuilder();
        foreach (var hit in hits)
            text.Append(CultureInfo.InvariantCulture, $"{hit.Path}:{hit.Line}-{hit.EndLine} {hit.Symbol} | {hit.Snippet}\n");
        if (hits.Count == 0) text.Append("Nothing found.");
        if (note is not null) text.Append('[').Append(note).Append(']');
        return ToolResult.Of(text.ToString().TrimEnd('\n')) with { Paths = [.. hits.Select(hit => hit.Path)] };
    }
}

/// <summary>Arguments of <see cref="SearchTool"/>.</summary>
internal sealed record SearchArguments([property: Description("What the code is about, in words or names.")] string Query);
