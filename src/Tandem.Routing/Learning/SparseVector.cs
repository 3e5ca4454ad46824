namespace Tandem.Routing.Learning;

/// <summary>The entries of a vector that are not zero, by rising index.</summary>
/// <param name="Coverage">Share of the row's n-grams that the vocabulary knows, in [0, 1].</param>
internal readonly record struct SparseVector(ReadOnlyMemory<int> Indices, ReadOnlyMemory<float> Values, float Coverage);
