using Tandem.Agent.Permissions;
using Tandem.Cli.Interactive.Slash;
using Tandem.Pipeline.Ids;

namespace Tandem.Cli.Interactive;

/// <summary>The agent as the interactive session drives it. What happens is told to the session's listener while a call runs.</summary>
/// <remarks>One call at a time, except <see cref="Steer"/> and the properties.</remarks>
internal interface ISessionAgent : IAsyncDisposable
{
    SessionId Id { get; }

    string? Assistant { get; }

    PermissionMode Mode { get; set; }

    /// <summary>The model that every step uses; null = the policy chooses.</summary>
    string? Model { get; set; }

    /// <summary>Null = the configured one.</summary>
    string? Policy { get; set; }

    /// <summary>Works on a message until the answer is there, verified where that can be.</summary>
    Task SayAsync(string text, CancellationToken cancellationToken);

    /// <summary>Says something while it works; read before the next step.</summary>
    void Steer(string text);

    /// <summary>What was said and not read, in order: the work was over before.</summary>
    IReadOnlyList<string> TakeUnread();

    /// <summary>Shortens the conversation; rules stay. Answers what was done in a line.</summary>
    Task<string> CompactAsync(CancellationToken cancellationToken);

    /// <summary>What the session changed; null where changes are not recorded.</summary>
    IChangeHistory? Changes { get; }

    /// <summary>Commands from files of the user and the repository.</summary>
    IReadOnlyList<SlashCommand> CustomCommands { get; }

    /// <summary>MCP servers, a line each.</summary>
    IReadOnlyList<ServerLine> Servers { get; }

    /// <summary>What the person should know of the session's extensions, a line each.</summary>
    IReadOnlyList<string> Notes { get; }

    /// <summary>Runs a command that the person typed, in the sandbox; the model reads its output with the next message.</summary>
    /// <param name="onOutput">Hears the output as it comes.</param>
    /// <returns>How it ended, in a line.</returns>
    Task<string> RunCommandAsync(string command, Action<string> onOutput, CancellationToken cancellationToken);
}
