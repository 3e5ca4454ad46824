namespace Tandem.CodeIndex.Symbols;

/// <summary>What one file defines, imports and says, apart.</summary>
internal sealed record Outline
{
    public static readonly Outline Empty = new() { Code = "", Comments = "", Strings = "" };

    /// <summary>The text with comments and the inside of strings blanked, line for line as long as the original.</summary>
    public required string Code { get; init; }

    public required string Comments { get; init; }

    public required string Strings { get; init; }

    public IReadOnlyList<Symbol> Symbols { get; init; } = [];

    /// <summary>Targets of imports as written, with <c>/</c> for the language's separator; relative ones start with a dot.</summary>
    public IReadOnlyList<string> Imports { get; init; } = [];
}
