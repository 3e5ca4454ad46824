namespace Tandem.CodeIndex.Search;

/// <summary>A file's place in the order. <paramref name="File"/> is its position in the snapshot.</summary>
internal readonly record struct RankedFile(int File, double Score);
