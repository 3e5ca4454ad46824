using System.Text.Json;

namespace Tandem.Evals.Retrieval;

/// <summary>One line of a query file: the words of a change, and the files it touched.</summary>
internal sealed record RetrievalQuery(string Id, string Repository, string Text, string? ParentCommit, bool NamesFileStem, IReadOnlySet<string> Relevant)
{
    public static List<RetrievalQuery> ReadAll(string file)
    {
        var queries = new List<RetrievalQuery>();
        var number = 0;
        foreach (var line in File.ReadLines(file))
        {
            number++;
            if (string.IsNullOrWhiteSpace(line)) continue;
            try
            {
                using var json = JsonDocument.Parse(line);
                queries.Add(Read(json.RootElement));
            }
            catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
            {
                throw new InvalidDataException($"{file}:{number}: no query: {e.Message}", e);
            }
        }

        return queries;
    }

    private static RetrievalQuery Read(JsonElement line) => new(
        line.GetProperty("id").GetString()!,
        line.TryGetProperty("repo", out var repo) ? repo.GetString() ?? "" : "",
        line.GetProperty("query").GetString()!,
        line.TryGetProperty("parent_commit", out var parent) ? parent.GetString() : null,
        line.TryGetProperty("names_file_stem", out var names) && names.ValueKind == JsonValueKind.True,
        line.TryGetProperty("relevant_files", out var files) ? files.EnumerateArray().Select(f => f.GetString()!).ToHashSet(StringComparer.Ordinal) : new HashSet<string>());
}
