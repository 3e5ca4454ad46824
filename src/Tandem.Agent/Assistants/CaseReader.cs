using Tandem.Agent.FrontMatter;
using Tandem.Agent.Verification;
using Tandem.Providers.Chat;

namespace Tandem.Agent.Assistants;

/// <summary>Reads cases: a list in the front matter, or in <c>cases/NAME.yaml</c> beside the assistant.</summary>
internal static class CaseReader
{
    public static IReadOnlyList<AssistantCase> Read(YamlNode? node, string key, FaultList faults)
    {
        if (node is null)
            return [];
        if (node is not YamlList list)
        {
            faults.Add(node.Line, key, "must be a list of cases", "write a line '- ask: …' for each");
            return [];
        }

        return [.. list.Items.Select((item, place) => Case(item, $"{key}[{place}]", place, faults)).OfType<AssistantCase>()];
    }

    private static AssistantCase? Case(YamlNode item, string path, int place, FaultList faults)
    {
        if (item is not YamlMap map)
        {
            faults.Add(item.Line, path, "must be a map", "write 'ask: …' and what is expected");
            return null;
        }

        var reader = new MapReader(map, path, faults);
        var name = reader.Text("name") ?? $"case {place + 1}";
        var turns = Turns(reader);
        var draft = reader.Text("draft");
        var verdict = reader.Choice("verdict", "pass", "fail", "handed_over");
        var one = new AssistantCase(
            name, turns, draft, verdict switch { null => null, "pass" => Verdict.Pass, _ => Verdict.Fail }, reader.Text("by"), reader.Texts("contains"), reader.Texts("lacks"));
        reader.RefuseUnknown();
        if (turns.Count > 0)
            return one;
        faults.Add(map.Line, path, "has no question", "add 'ask: …'");
        return null;
    }

    /// <summary><c>ask</c> for one question; <c>turns</c> for several, the person's and the assistant's by turns.</summary>
    private static List<ChatMessage> Turns(MapReader reader)
    {
        var turns = reader.Texts("turns").Select((text, place) => place % 2 == 0 ? ChatMessage.User(text) : ChatMessage.Assistant(text)).ToList();
        if (reader.Text("ask") is { } ask)
            turns.Add(ChatMessage.User(ask));
        return turns;
    }
}
