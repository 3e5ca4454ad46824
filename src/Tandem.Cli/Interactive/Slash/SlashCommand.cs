namespace Tandem.Cli.Interactive.Slash;

/// <summary>A command of the session: <c>/name arguments</c>.</summary>
internal sealed record SlashCommand
{
    /// <summary>With the slash.</summary>
    public required string Name { get; init; }

    /// <summary>How its arguments are written; empty = it has none.</summary>
    public string Arguments { get; init; } = "";

    public required string Help { get; init; }

    /// <summary>Only looks or sets something: runs at once, also while the agent works.</summary>
    public Action<SessionState, ISessionSurface, string>? Now { get; init; }

    public Func<SessionState, ISessionSurface, string, CancellationToken, Task>? Work { get; init; }

    /// <summary>What its argument may be, for completion.</summary>
    public Func<SessionState, IReadOnlyList<string>>? Choices { get; init; }

    /// <summary>The agent works on it: what is typed meanwhile steers it.</summary>
    public bool IsTurn { get; init; }

    public bool IsQuick => Now is not null;

    public void RunNow(SessionState state, ISessionSurface surface, string arguments) => Now!(state, surface, arguments);

    public Task RunAsync(SessionState state, ISessionSurface surface, string arguments, CancellationToken cancellationToken)
    {
        if (Work is not null)
            return Work(state, surface, arguments, cancellationToken);
        RunNow(state, surface, arguments);
        return Task.CompletedTask;
    }
}
