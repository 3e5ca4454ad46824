using System.Globalization;
using System.Text;
using Tandem.Agent.Evaluators;
using Tandem.Agent.Evaluators.Solutions;
using Tandem.Providers.Chat;

namespace Tandem.Agent.Assistants;

/// <summary>What an assistant's models are told.</summary>
internal static class AssistantPrompt
{
    /// <summary>The assistant's instructions, its passages and the client's own system text, in this order.</summary>
    public static IReadOnlyList<ChatPart> System(Assistant assistant, IReadOnlyList<ChatMessage> conversation, IReadOnlyList<KnowledgePassage> passages, IReadOnlyList<ChatPart> ofClient)
    {
        var text = new StringBuilder(assistant.Instructions);
        if (assistant.Audience is { } audience)
            text.Append(CultureInfo.InvariantCulture, $"\n\nYou write for {audience}.");
        if (assistant.Languages.Count > 0)
            text.Append(CultureInfo.InvariantCulture, $"\n\nAnswer in one of these languages, in that of the question where it is among them: {string.Join(", ", assistant.Languages)}.");
        if (assistant.UsesLadder)
            text.Append("\n\n").Append(HintLadder.Instruction(HintLadder.LevelOf(conversation)));
        if (assistant.Knowledge.Count > 0)
            text.Append("\n\n").Append(Passages(passages));
        return [new TextPart(text.ToString()), .. ofClient];
    }

    /// <summary>The conversation with a draft that failed and what is wrong with it.</summary>
    public static IReadOnlyList<ChatMessage> Repair(IReadOnlyList<ChatMessage> conversation, string draft, IReadOnlyList<Finding> findings) =>
    [
        .. conversation,
        ChatMessage.Assistant(draft.Length == 0 ? "(empty)" : draft),
        ChatMessage.User("The person has not seen your last answer, because a check refused it:\n"
            + string.Join('\n', findings.Where(finding => finding.Word.Length > 0).Select(finding => $"- {finding.Evaluator}: {finding.Word}"))
            + "\nWrite the whole answer anew, for the person's last message. Do not mention the check, nor this message."),
    ];

    private static string Passages(IReadOnlyList<KnowledgePassage> passages)
    {
        if (passages.Count == 0)
            return "No passage of the documents fits the question.";
        var text = new StringBuilder("Passages of the documents; each line has its number before it:\n");
        foreach (var passage in passages)
        {
            text.Append(CultureInfo.InvariantCulture, $"<passage path=\"{passage.Path}\" lines=\"{passage.Line}-{passage.EndLine}\">\n");
            var number = passage.Line;
            foreach (var line in passage.Text.Split('\n'))
                text.Append(CultureInfo.InvariantCulture, $"{number++}: {line}\n");
            text.Append("</passage>\n");
        }

        return text.ToString();
    }
}
