namespace Tandem.Agent.Permissions;

/// <summary>How much runs without asking. Denied paths and commands stay denied in every mode.</summary>
public enum PermissionMode
{
    /// <summary>Reads only; nothing is changed and nothing is run.</summary>
    Plan,

    /// <summary>Each edit and each command asks. The default at a terminal.</summary>
    Ask,

    /// <summary>Edits in the workspace and sandboxed commands run; the rest asks. The default without a terminal, where what would ask is refused.</summary>
    Edit,

    /// <summary>As <see cref="Edit"/>, and what would ask is allowed too, except what was denied, protected, or suggested by untrusted text.</summary>
    Auto,
}
