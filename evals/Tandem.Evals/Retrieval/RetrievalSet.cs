namespace Tandem.Evals.Retrieval;

/// <summary>A file of queries and the code they are asked about: one fixed folder with a written history, or a git repository.</summary>
internal sealed record RetrievalSet(string Queries)
{
    public string? Root { get; init; }

    /// <summary>The file of past commits, or <c>git</c> for the root's own; null = none.</summary>
    public string? History { get; init; }

    public string? Git { get; init; }
}
