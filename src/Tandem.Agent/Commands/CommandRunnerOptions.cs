namespace Tandem.Agent.Commands;

/// <summary>Where commands run, and what of Tandem's own surroundings they may know.</summary>
public sealed record CommandRunnerOptions
{
    /// <summary>The folder that commands may write in. Links are resolved once, here: no command moves it.</summary>
    public required string Workspace { get; init; }

    /// <summary>Tandem's data folder: never visible to a command.</summary>
    public required string DataFolder { get; init; }

    /// <summary>Tandem's environment. A command gets an allow-list of it.</summary>
    public required IReadOnlyDictionary<string, string> Environment { get; init; }

    public string HomeFolder { get; init; } = System.Environment.GetFolderPath(System.Environment.SpecialFolder.UserProfile);

    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>The person said <c>--no-sandbox</c>. No repository can.</summary>
    public bool IsSandboxOff { get; init; }
}
