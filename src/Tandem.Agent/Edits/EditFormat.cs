namespace Tandem.Agent.Edits;

/// <summary>The ways in which models write edits.</summary>
public enum EditFormat
{
    /// <summary>Found out from the reply.</summary>
    Auto,

    /// <summary>Codex <c>apply_patch</c>: <c>*** Begin Patch</c> … <c>*** End Patch</c>.</summary>
    Patch,

    /// <summary>SEARCH/REPLACE blocks in the dialects of Aider, Cline and Roo.</summary>
    SearchReplace,

    /// <summary>Unified diff, with or without right line numbers.</summary>
    UnifiedDiff,

    /// <summary>JSON arguments of a tool call: <c>{path, old_string, new_string, replace_all?}</c> or <c>{path, edits: […]}</c>.</summary>
    StringReplace,

    /// <summary>A path, then the whole file in a fence.</summary>
    WholeFile,
}
