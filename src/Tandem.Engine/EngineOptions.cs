namespace Tandem.Engine;

/// <summary>Where an engine is opened, and what the command line changes.</summary>
public sealed record EngineOptions
{
    public required string WorkingFolder { get; init; }

    /// <summary><c>--config FILE</c>: instead of the user's file.</summary>
    public string? ConfigFile { get; init; }

    /// <summary>Full path of the user's home.</summary>
    public string HomeFolder { get; init; } = System.Environment.GetFolderPath(System.Environment.SpecialFolder.UserProfile);

    public required IReadOnlyDictionary<string, string> Environment { get; init; }

    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Name of whoever runs Tandem.</summary>
    public string UserName { get; init; } = System.Environment.UserName;
}
