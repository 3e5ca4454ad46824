namespace Tandem.CodeIndex.Search;

/// <summary>The kinds of evidence that a file answers a question; each is scaled to 0..1 within the question.</summary>
public enum Evidence
{
    /// <summary>BM25F over the file's own words.</summary>
    Words,

    /// <summary>Similar past changes touched it.</summary>
    SimilarChanges,

    /// <summary>The words of all changes that ever touched it, as one text.</summary>
    ChangeWords,

    /// <summary>How often and how lately it changes.</summary>
    Activity,

    /// <summary>How much of the code leans on it.</summary>
    Rank,

    /// <summary>It links to, or is linked from, files with much evidence.</summary>
    Links,

    /// <summary>It changed together with files with much evidence.</summary>
    Companions,

    /// <summary>It was changed by the newest commits: what is being worked on now.</summary>
    Burst,

    /// <summary>The question says the file's name.</summary>
    FileName,

    /// <summary>How many of the question's words the file says at all, however seldom.</summary>
    Coverage,
}
