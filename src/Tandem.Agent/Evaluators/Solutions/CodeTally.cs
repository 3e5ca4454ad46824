namespace Tandem.Agent.Evaluators.Solutions;

/// <summary>How much code a text holds.</summary>
internal sealed record CodeTally
{
    /// <summary>Statements and headers of loops and branches, each once; without imports, declarations of types and what the student wrote.</summary>
    public required IReadOnlyList<string> Lines { get; init; }

    /// <summary>A function begins somewhere.</summary>
    public bool HasFunction { get; init; }

    /// <summary>There is a place left for the student: <c>___</c>, <c>...</c>, TODO.</summary>
    public bool HasGap { get; init; }

    /// <summary>Lines inside of a function.</summary>
    public int BodyLines { get; init; }

    /// <summary>A value is returned or printed.</summary>
    public bool HasResult { get; init; }

    /// <summary>Most operations in one expression.</summary>
    public int Operations { get; init; }

    /// <summary>The line with the most operations.</summary>
    public string? Densest { get; init; }
}
