namespace Tandem.Cli.Interactive.Slash;

/// <summary>The commands that every session has. A new one is one line here.</summary>
internal static class BuiltInCommands
{
    /// <param name="models">Names that <c>/model</c> takes.</param>
    /// <param name="policies">Names that <c>/policy</c> takes.</param>
    /// <param name="custom">Commands from files; a built-in one of the same name wins.</param>
    public static SlashCommands With(IReadOnlyList<string> models, IReadOnlyList<string> policies, Func<string, string> zoneOf, params IReadOnlyList<SlashCommand> custom)
    {
        List<SlashCommand> all =
        [
            ChoiceCommands.Model(models),
            ChoiceCommands.Policy(policies),
            ChoiceCommands.Why(zoneOf),
            ChoiceCommands.Cost(),
            ChoiceCommands.Mode(),
            ChoiceCommands.Plan(),
            WorkCommands.Retry(models),
            WorkCommands.Undo(),
            WorkCommands.Diff(),
            WorkCommands.Compact(),
            ConversationCommands.Clear(),
            ConversationCommands.Sessions(),
            ConversationCommands.Resume(),
            ConversationCommands.Fork(),
            ConversationCommands.Quit(),
        ];
        all.AddRange(custom.Where(one => all.All(known => known.Name != one.Name)));
        SlashCommands? commands = null;
        all.Add(HelpCommand.Create(() => commands!));
        return commands = new SlashCommands([.. all.OrderBy(command => command.Name, StringComparer.Ordinal)]);
    }
}
