namespace Tandem.Cli.Interactive.Slash;

/// <summary>The commands that every session has. A new one is one line here.</summary>
internal static class BuiltInCommands
{
    /// <param name="models">Names that <c>/model</c> takes.</param>
    /// <param name="policies">Names that <c>/policy</c> takes.</param>
    /// <param name="custom">Commands from files, as they are now.</param>
    public static SlashCommands With(IReadOnlyList<string> models, IReadOnlyList<string> policies, Func<string, string> zoneOf, Func<IReadOnlyList<SlashCommand>> custom)
    {
        SlashCommands? commands = null;
        return commands = new SlashCommands(
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
            ExtensionCommands.Assistant(),
            ExtensionCommands.Mcp(),
            ConversationCommands.Quit(),
            HelpCommand.Create(() => commands!),
        ], custom);
    }
}
