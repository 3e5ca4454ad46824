using Tandem.CodeIndex.Scanning;
using Tandem.CodeIndex.Symbols;

namespace Tandem.CodeIndex.Indexing;

/// <summary>All that the index keeps of one file.</summary>
internal sealed record FileAnalysis
{
    public required string Path { get; init; }

    public required PathRole Role { get; init; }

    /// <summary>Encoded terms, separated by spaces.</summary>
    public required string Terms { get; init; }

    /// <summary>Words per <see cref="Field"/>.</summary>
    public required int[] Lengths { get; init; }

    public int Lines { get; init; }

    public IReadOnlyList<Symbol> Symbols { get; init; } = [];

    public IReadOnlyList<string> Imports { get; init; } = [];

    /// <summary>Hashes of the distinct identifiers in the code, ascending.</summary>
    public int[] References { get; init; } = [];
}
