namespace Tandem.Routing.Rules;

/// <summary>What a rule asks of a request. Every part that is given must hold; an empty condition holds always.</summary>
public sealed record RuleCondition
{
    /// <summary>A glob over the paths the request touches (<c>src/Auth/**</c>): one match is enough.</summary>
    public string? Path { get; init; }

    public TaskKind? Task { get; init; }

    public string? Language { get; init; }

    public DataClass? DataClass { get; init; }

    /// <summary>Bytes of text in the request, at least.</summary>
    public long? MinBytes { get; init; }

    /// <summary>Bytes of text in the request, at most.</summary>
    public long? MaxBytes { get; init; }

    /// <summary>Tools are offered or not.</summary>
    public bool? Tools { get; init; }

    public bool Holds(RouteQuery query) =>
        (Path is null || query.Paths.Any(path => PathGlob.IsMatch(Path, path)))
        && (Task is null || Task == query.Task)
        && (Language is null || string.Equals(Language, query.Language, StringComparison.OrdinalIgnoreCase))
        && (DataClass is null || DataClass == query.DataClass)
        && (MinBytes is null || query.InputBytes >= MinBytes)
        && (MaxBytes is null || query.InputBytes <= MaxBytes)
        && (Tools is null || Tools == query.ToolCount > 0);
}
