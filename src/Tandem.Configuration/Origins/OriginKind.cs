namespace Tandem.Configuration.Origins;

/// <summary>Where a value comes from, the weakest first: a later kind overrides an earlier one.</summary>
public enum OriginKind
{
    /// <summary>Nothing sets it.</summary>
    Default,

    /// <summary>Found on this machine, because there is no user file.</summary>
    Detected,

    /// <summary>The user's file, or the one named by <c>--config</c>.</summary>
    UserFile,

    /// <summary><c>tandem.yaml</c> of the project. It adds to lists and never overrides.</summary>
    ProjectFile,

    Environment,

    CommandLine,
}
