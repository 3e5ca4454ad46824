namespace Tandem.Agent.Permissions;

/// <summary>How far an approval reaches.</summary>
public enum ApprovalKind
{
    No,

    Once,

    /// <summary>The same action (this command, edits) for the rest of the session.</summary>
    Session,
}
