using System.Globalization;
using Tandem.Cli.Interactive.View;
using Tandem.Cli.Terminal;

namespace Tandem.Cli.Interactive.Slash;

/// <summary>What extends the session: assistants and MCP servers.</summary>
internal static class ExtensionCommands
{
    public static SlashCommand Assistant() => new()
    {
        Name = "/assistant",
        Arguments = "[NAME]",
        Help = "a new conversation with an assistant; without a name: which there are",
        Choices = state => [.. state.Agents.Assistants.Select(one => one.Name)],
        Work = async (state, surface, name, cancellationToken) =>
        {
            if (name.Length == 0)
            {
                foreach (var one in state.Agents.Assistants)
                    surface.Terminal.Note($"{one.Name}: {one.Description}");
                return;
            }

            await state.ReplaceAsync(await state.Agents.NewAsync(name, cancellationToken), keepsChoice: false);
            surface.Terminal.Note($"A new conversation with {name}. /resume goes on with the one before.", Tone.Quiet);
        },
    };

    public static SlashCommand Mcp() => new()
    {
        Name = "/mcp",
        Help = "MCP servers of this session and their tools",
        Now = (state, surface, _) =>
        {
            foreach (var server in state.Agent.Servers)
                Write(surface, server);
            if (state.Agent.Servers.Count == 0)
                surface.Terminal.Note("None. They are set up under mcp: in the configuration.", Tone.Quiet);
        },
    };

    private static void Write(ISessionSurface surface, ServerLine server)
    {
        var look = surface.Look;
        surface.Terminal.WriteLine(
            look.Mark(server.Problem is null ? Mark.Good : Mark.Bad) + look.Strong(StyledText.Safe(server.Name)) + look.Quiet(look.Dot + StyledText.Safe(server.Facts)));
        if (server.Problem is { } problem)
            surface.Terminal.Note("  " + problem, Tone.Error);
        else
            surface.Terminal.Note(string.Create(CultureInfo.InvariantCulture, $"  {server.Tools.Count} tools: {string.Join(", ", server.Tools)}"), Tone.Quiet);
    }
}
