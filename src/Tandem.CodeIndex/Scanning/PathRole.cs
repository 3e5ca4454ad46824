namespace Tandem.CodeIndex.Scanning;

/// <summary>What a file is for, judged by its path. Search prefers <see cref="Source"/>.</summary>
public enum PathRole
{
    Source,
    Test,
    Sample,
    Docs,
    Settings,
    Generated,

    /// <summary>Binary, too large or unreadable: known by its path alone.</summary>
    Opaque,
}
