namespace Tandem.CodeIndex.Indexing;

/// <summary>The parts of a file that are counted apart. The values are stored in the index.</summary>
internal enum Field
{
    /// <summary>The file's name without extension.</summary>
    Stem,
    Folders,

    /// <summary>Names the file defines.</summary>
    Symbols,
    Comments,
    Code,
    Strings,
}
