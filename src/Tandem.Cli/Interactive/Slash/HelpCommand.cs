using Tandem.Cli.Terminal;

namespace Tandem.Cli.Interactive.Slash;

/// <summary>What can be typed.</summary>
internal static class HelpCommand
{
    private static readonly (string Keys, string Does)[] Keys =
    [
        ("Enter", "send; while it works: steer it"),
        ("Alt+Enter, Ctrl+J, \\ Enter", "new line"),
        ("Esc", "interrupt"),
        ("Ctrl+C", "clear the line, else interrupt; twice: quit"),
        ("Shift+Tab", "next permission mode"),
        ("↑ ↓, Ctrl+R", "earlier entries, search them"),
        ("Tab", "complete: /commands, @files, @Symbols"),
        ("!command", "run a shell command, in the sandbox where there is one"),
    ];

    public static SlashCommand Create(Func<SlashCommands> commands) => new()
    {
        Name = "/help",
        Help = "commands and keys",
        Now = (_, surface, _) =>
        {
            var rows = commands().All.Select(command => ($"{command.Name} {command.Arguments}".TrimEnd(), command.Help)).ToList();
            var width = Math.Min(34, rows.Max(row => row.Item1.Length));
            foreach (var (name, help) in rows)
                Write(surface, name, help, width);
            surface.Terminal.WriteLine();
            foreach (var (keys, does) in surface.Look.IsPlain ? [] : Keys)
                Write(surface, keys, does, width);
        },
    };

    private static void Write(ISessionSurface surface, string left, string right, int width)
    {
        var room = surface.Terminal.Width - width - 5;
        if (surface.Look.IsPlain || room < 24)
        {
            surface.Terminal.WriteLine(surface.Look.Strong(StyledText.Safe(left)) + ": " + StyledText.Safe(right));
            return;
        }

        var rows = StyledText.Wrap(StyledText.Safe(right), room);
        for (var row = 0; row < rows.Count; row++)
            surface.Terminal.WriteLine("  " + surface.Look.Strong((row == 0 ? StyledText.Safe(left) : "").PadRight(width)) + "  " + rows[row]);
    }
}
