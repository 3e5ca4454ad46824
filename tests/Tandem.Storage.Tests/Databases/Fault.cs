namespace Tandem.Storage.Tests.Databases;

/// <summary>What happens to a commit.</summary>
public enum Fault
{
    None,
    BeforeCommit,

    /// <summary>The commit succeeds, the answer is lost.</summary>
    AfterCommit,

    /// <summary>As <see cref="BeforeCommit"/>, with an error that says: try again.</summary>
    Deadlock,
}
