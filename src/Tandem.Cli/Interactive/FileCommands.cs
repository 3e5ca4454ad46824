using Tandem.Agent.Skills;
using Tandem.Cli.Interactive.Slash;

namespace Tandem.Cli.Interactive;

/// <summary>Commands from files as commands of the session.</summary>
internal static class FileCommands
{
    public static IReadOnlyList<SlashCommand> Of(IReadOnlyList<CustomCommand> commands) => [.. commands.Select(Of)];

    private static SlashCommand Of(CustomCommand command) => new()
    {
        Name = "/" + command.Name,
        Arguments = command.ArgumentHint ?? "",
        Help = command.Description + (command.IsProjects ? " (this repository's)" : ""),
        IsTurn = true,
        Work = async (state, _, arguments, cancellationToken) =>
        {
            var before = state.Agent.Model;
            if (command.Model is { } model)
                state.Agent.Model = model;
            try
            {
                await state.Agent.SayAsync(command.Expand(arguments), cancellationToken);
            }
            finally
            {
                state.Agent.Model = before; // Named by the file, for this command only.
            }
        },
    };
}
