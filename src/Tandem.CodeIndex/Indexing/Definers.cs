using System.Runtime.CompilerServices;

namespace Tandem.CodeIndex.Indexing;

/// <summary>The files that define one name, as long as they are few.</summary>
/// <remarks>A value, not a list: a large repository has a million names.</remarks>
internal struct Definers
{
    private const int Most = 3; // A name defined in more files says nothing about which one is meant.
    private Slots _files;
    private int _count;

    public readonly bool AreFew => _count <= Most;

    /// <summary>Only where <see cref="AreFew"/>.</summary>
    [System.Diagnostics.CodeAnalysis.UnscopedRef]
    public readonly ReadOnlySpan<int> Files => ((ReadOnlySpan<int>)_files)[.._count];

    public readonly bool Contains(int file) => Files.Contains(file);

    public void Add(int file)
    {
        if (_count < Most) _files[_count] = file;
        if (AreFew) _count++;
    }

    [InlineArray(Most)]
    private struct Slots
    {
        private int _first;
    }
}
