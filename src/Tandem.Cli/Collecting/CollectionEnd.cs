namespace Tandem.Cli.Collecting;

/// <summary>Why a collection ended.</summary>
internal enum CollectionEnd
{
    Complete,

    /// <summary>The next prompt could have passed the cap.</summary>
    CostCap,

    UserStopped,
}
