namespace Tandem.CodeIndex.Search;

/// <summary>A commit as search sees it: when, how long, and which of today's files it touched.</summary>
/// <param name="Touched">How many files it touched then, today's or not.</param>
internal readonly record struct PastChange(long UnixSeconds, int Words, int[] Files, int Touched);
