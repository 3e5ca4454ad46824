using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Tandem.Agent.Evaluators;
using Tandem.Agent.FrontMatter;
using Tandem.Pipeline.Ledger;
using Tandem.Routing;

namespace Tandem.Agent.Assistants;

/// <summary>Reads one assistant.</summary>
internal static partial class AssistantReader
{
    public const string DefaultHandOff = "I have no answer to this that I may give. Please ask a person.";

    /// <summary>Null where the file is not an assistant (no front matter), or where faults were added.</summary>
    /// <param name="folder">Where files that it names are looked for; null = nowhere.</param>
    public static Assistant? Read(string path, string text, AssistantOrigin origin, string? folder, FaultList faults)
    {
        var file = MarkdownFile.Parse(path, text, faults);
        if (file?.Head is not { } head)
            return null;
        var reader = new MapReader(head, "", faults);
        var hash = new StringBuilder(text);
        var name = reader.Text("name") ?? Path.GetFileNameWithoutExtension(path);
        if (!NamePattern().IsMatch(name))
            faults.Add(reader.LineOf("name"), "name", "this cannot be a name", "use small letters, digits and hyphens, at most 64");
        var evaluators = new EvaluatorReader(faults, globs => ReadFiles(folder, globs, hash, faults)).Read(reader.Node("evaluators"));
        var knowledge = reader.Texts("knowledge");
        if (origin == AssistantOrigin.Project)
            RefuseOutside(knowledge, reader, faults);
        var assistant = new Assistant
        {
            Name = name,
            Description = reader.Text("description") ?? Missing(reader, "description", "say in one sentence what it is for", faults),
            Audience = reader.Text("audience"),
            Model = reader.Text("model"),
            Policy = reader.Text("policy"),
            Pool = reader.Texts("pool"),
            Zone = reader.Choice("zone", "local", "external") switch { "local" => Zone.Local, "external" => Zone.External, _ => null },
            DataClass = reader.Choice("data_class", "private", "shareable") switch { "private" => DataClass.Private, "shareable" => DataClass.Shareable, _ => null },
            Tools = reader.Has("tools") ? reader.Texts("tools") : null,
            Knowledge = [.. knowledge.Where(entry => !IsServer(entry))],
            KnowledgeServers = [.. knowledge.Where(IsServer).Select(entry => entry.StartsWith("mcp:", StringComparison.Ordinal) ? entry[4..] : entry)],
            Budget = Budget(reader),
            Languages = reader.Texts("languages"),
            Starters = reader.Texts("starters"),
            Evaluators = evaluators,
            Repairs = reader.Whole("repairs", 0, 3) ?? 1,
            HandOff = reader.Text("hand_off") ?? DefaultHandOff,
            Cases = CaseReader.Read(reader.Node("cases"), "cases", faults),
            Instructions = file.Body.Trim(),
            Origin = origin,
            File = path,
            Version = "",
        };
        reader.RefuseUnknown();
        if (assistant.Instructions.Length == 0)
            faults.Add(1, "", "there are no instructions", "write below the front matter what the assistant should do");
        return faults.Any ? null : assistant with { Version = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(hash.ToString())))[..12] };
    }

    private static bool IsServer(string entry) =>
        entry.StartsWith("mcp:", StringComparison.Ordinal) || entry.StartsWith("https://", StringComparison.Ordinal) || entry.StartsWith("http://", StringComparison.Ordinal);

    private static void RefuseOutside(IReadOnlyList<string> globs, MapReader reader, FaultList faults)
    {
        foreach (var glob in globs.Where(glob => !IsServer(glob) && (Path.IsPathRooted(glob) || glob.Split('/', '\\').Contains(".."))))
            faults.Add(reader.LineOf("knowledge"), "knowledge", $"'{glob}' leads out of the project", "name documents inside of it");
    }

    private static AssistantBudget? Budget(MapReader reader)
    {
        if (reader.Section("budget") is not { } section)
            return null;
        var limit = section.Number("limit_usd", 0, 1_000_000);
        var per = section.Choice("per", "answer", "day", "week", "month", "total");
        section.RefuseUnknown();
        return limit is not { } usd ? null : new AssistantBudget(usd, per switch
        {
            "day" => BudgetPeriod.Day,
            "week" => BudgetPeriod.Week,
            "month" => BudgetPeriod.Month,
            "total" => BudgetPeriod.Total,
            _ => null,
        });
    }

    private static string Missing(MapReader reader, string key, string cure, FaultList faults)
    {
        faults.Add(reader.Line, key, "is missing", cure);
        return "";
    }

    /// <summary>Texts of files below the assistant's folder; each is part of its version.</summary>
    private static List<string> ReadFiles(string? folder, IReadOnlyList<string> globs, StringBuilder hash, FaultList faults)
    {
        var texts = new List<string>();
        foreach (var glob in globs)
        {
            var found = folder is null ? [] : KnowledgeFiles.Matching(folder, glob);
            if (found.Count == 0)
                faults.Add(1, "evaluators", $"no file matches '{glob}'", $"paths are relative to {folder ?? "the assistant's folder"}");
            foreach (var file in found)
                if (MarkdownFile.ReadText(file, faults) is { } text)
                {
                    texts.Add(text);
                    hash.Append('\0').Append(text);
                }
        }

        return texts;
    }

    [GeneratedRegex(@"\A[a-z0-9][a-z0-9-]{0,63}\z")]
    private static partial Regex NamePattern();
}
