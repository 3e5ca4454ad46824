using System.Text.Json.Serialization;

namespace Tandem.Evals.Edits;

/// <summary>One line of a case file; the format is that of <c>../shared/data/edits/README.md</c>.</summary>
internal sealed record EditCase
{
    public required string Id { get; init; }

    public required string Format { get; init; }

    public string? Dialect { get; init; }

    public string? Origin { get; init; }

    public string? Mutation { get; init; }

    public string? Lang { get; init; }

    public string? Target { get; init; }

    public required Dictionary<string, string> FilesBefore { get; init; }

    public Dictionary<string, string>? SymlinksBefore { get; init; }

    public required string EditText { get; init; }

    public required Expectation Expect { get; init; }
}

internal sealed record Expectation
{
    public required string Verdict { get; init; }

    public Dictionary<string, string>? FilesAfter { get; init; }

    public string? ErrorKind { get; init; }

    public IReadOnlyList<string>? ErrorKindsOk { get; init; }

    public IReadOnlyList<Dictionary<string, string>>? Acceptable { get; init; }
}

/// <summary>One line of a results file, as <c>score_edits.py</c> reads it.</summary>
internal sealed record CaseResult
{
    public required string Id { get; init; }

    public required bool Ok { get; init; }

    public required Dictionary<string, string> FilesAfter { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? ErrorKind { get; init; }

    public required bool OutsideTouched { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Message { get; init; }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(EditCase))]
[JsonSerializable(typeof(CaseResult))]
internal sealed partial class CaseJson : JsonSerializerContext;
