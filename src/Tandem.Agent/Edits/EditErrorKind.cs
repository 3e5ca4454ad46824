using System.Text.Json.Serialization;

namespace Tandem.Agent.Edits;

/// <summary>Why an edit was refused. The names in JSON are part of the product's contract.</summary>
public enum EditErrorKind
{
    /// <summary>The quoted lines are not in the file.</summary>
    [JsonStringEnumMemberName("not_found")]
    NotFound,

    /// <summary>The quoted lines are in the file more than once, and nothing in the edit says which place is meant.</summary>
    [JsonStringEnumMemberName("ambiguous")]
    Ambiguous,

    /// <summary>The reply holds no edit, or one that breaks its format's grammar or was cut off.</summary>
    [JsonStringEnumMemberName("malformed")]
    Malformed,

    [JsonStringEnumMemberName("missing_file")]
    MissingFile,

    [JsonStringEnumMemberName("file_exists")]
    FileExists,

    [JsonStringEnumMemberName("is_directory")]
    IsDirectory,

    /// <summary>Old and new text are the same.</summary>
    [JsonStringEnumMemberName("no_change")]
    NoChange,

    /// <summary>The old text is gone and the new text is there.</summary>
    [JsonStringEnumMemberName("already_applied")]
    AlreadyApplied,

    /// <summary>No text to search for, in a file that is not empty.</summary>
    [JsonStringEnumMemberName("empty_search")]
    EmptySearch,

    /// <summary>Text that stands for left-out code would have been written, or was searched for.</summary>
    [JsonStringEnumMemberName("elided")]
    Elided,

    [JsonStringEnumMemberName("path_outside")]
    PathOutside,

    /// <summary>The path belongs to git, to Tandem, to a shell or to an editor.</summary>
    [JsonStringEnumMemberName("path_protected")]
    PathProtected,

    /// <summary>A file changed on disk while the edit was worked out, or another edit is being written.</summary>
    [JsonStringEnumMemberName("stale")]
    Stale,
}
