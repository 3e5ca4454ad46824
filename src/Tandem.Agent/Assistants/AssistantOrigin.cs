namespace Tandem.Agent.Assistants;

/// <summary>Whose assistant it is. Of two with one name the first origin's counts.</summary>
public enum AssistantOrigin
{
    /// <summary>The repository's: others wrote it, so it may narrow what holds and never widen it.</summary>
    Project,
    User,
    Server,

    /// <summary>Comes with Tandem.</summary>
    Shipped,
}
