using Tandem.Agent.Sessions;
using Tandem.Providers.Chat;

namespace Tandem.Cli.Interactive.Slash;

/// <summary>The last thing that the person asked.</summary>
/// <param name="Place">Entries of the transcript before it.</param>
internal sealed record LastQuestion(int Place, string Text)
{
    public static LastQuestion? Find(IReadOnlyList<TranscriptEntry> entries)
    {
        for (var place = entries.Count - 1; place >= 0; place--)
            // Tool results are the user's messages too; what the person wrote is their last part of text.
            if (entries[place] is { Kind: "message", Message: { Role: ChatRole.User } message } && message.Parts is [.., TextPart { Text: var text }] && !message.Parts.OfType<ToolResultPart>().Any())
                return new LastQuestion(entries[place].Sequence, text);
        return null;
    }
}
