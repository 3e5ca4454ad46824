using Tandem.Cli.Interactive.Editing;
using Tandem.Cli.Interactive.Slash;

namespace Tandem.Cli.Interactive.Completion;

/// <summary>Completes commands at the beginning of a line, their arguments, and <c>@</c> mentions anywhere.</summary>
internal sealed class SessionCompleter(SlashCommands commands, IMentions mentions, Func<SessionState?> state) : ICompleter
{
    private const int Most = 50;

    public OfferList? Find(InputBuffer buffer)
    {
        var start = buffer.ArgumentStart();
        if (start == buffer.Caret || buffer.Cells[buffer.Caret - 1].IsSpace)
            start = buffer.Caret;
        if (buffer.Cells.Skip(start).Take(buffer.Caret - start).Any(cell => cell.IsBlock))
            return null;
        var word = string.Concat(buffer.Cells.Skip(start).Take(buffer.Caret - start).Select(cell => cell.Text));
        var offers = word switch
        {
            ['@', .. var name] => mentions.Find(name, Most),
            ['/', ..] when start == 0 => Commands(word),
            _ when start > 0 && buffer.Cells[0].Text == "/" => Arguments(buffer.TextBeforeCaret, word),
            _ => [],
        };
        return offers.Count > 0 ? new OfferList(start, offers) : null;
    }

    private List<Offer> Commands(string word) =>
    [
        .. commands.All.Where(command => command.Name.StartsWith(word, StringComparison.OrdinalIgnoreCase))
            .Select(command => new Offer(
                command.Arguments.Length == 0 ? command.Name : command.Name + " ", $"{command.Name} {command.Arguments}".TrimEnd(), command.Help,
                Runs: command.Arguments.Length == 0 || command.Arguments[0] == '[' && command.Choices is null)),
    ];

    private List<Offer> Arguments(string text, string word)
    {
        // Only the first argument is chosen from a list.
        if (commands.Find(text) is not { Choices: { } choices } || SlashCommands.ArgumentsOf(text) != word || state() is not { } now)
            return [];
        return [.. choices(now).Where(choice => choice.StartsWith(word, StringComparison.OrdinalIgnoreCase) && choice != word).Select(choice => new Offer(choice, choice, "", Runs: true))];
    }
}
