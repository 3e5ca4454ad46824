using System.Text;
using System.Text.Json.Nodes;
using Tandem.Starter.Corpus.Phrasing;

namespace Tandem.Starter.Corpus.Families;

/// <summary>
/// Reads the family files: "# " heads a family, a word at the start of a line opens a field, and the indented lines below a
/// field that stands alone are its text.
/// </summary>
internal static class FamilyReader
{
    /// <summary>All families. The further wordings are in files of their own; one that is held out is not taken in.</summary>
    public static IReadOnlyList<Family> ReadFolder(string folder)
    {
        var wordings = File.ReadLines(Path.Combine(folder, "wordings.txt")).Select(line => line.Split(": ", 2))
            .ToDictionary(pair => pair[0], pair => Alternatives(pair[1]));
        var taught = File.ReadLines(Path.Combine(folder, "taught.txt")).ToHashSet();
        var dropped = File.ReadLines(Path.Combine(folder, "dropped.txt")).ToHashSet();
        List<Family> families =
        [
            .. ReadFiles(folder).Select(family => family with
            {
                Taught = family.Kind != FamilyKind.Function || taught.Contains(family.Id),
                Dropped = dropped.Contains(family.Id),
            }).Select(family => wordings.TryGetValue(family.Id, out var more)
                ? family with { Descriptions = [.. family.Descriptions, .. more.Where(wording => !IsSame(wording, family.HeldOutDescription))] }
                : family),
        ];
        return FurtherWordings.AddTo(families, Path.Combine(folder, "requests.txt"));
    }

    private static bool IsSame(string left, string right) =>
        string.Equals(Wording.WithoutArticles(left), Wording.WithoutArticles(right), StringComparison.OrdinalIgnoreCase);

    private static IEnumerable<Family> ReadFiles(string folder) =>
    [
        .. Read(Path.Combine(folder, "strings.txt"), FunctionOf),
        .. Read(Path.Combine(folder, "numbers.txt"), FunctionOf),
        .. Read(Path.Combine(folder, "lists.txt"), FunctionOf),
        .. Read(Path.Combine(folder, "classes.txt"), ClassOf),
        .. Read(Path.Combine(folder, "snippets.txt"), SnippetOf),
        .. Read(Path.Combine(folder, "questions.txt"), QuestionOf),
    ];

    private static IEnumerable<Family> Read(string path, Func<string, Dictionary<string, string>, Family> create)
    {
        string? head = null;
        var fields = new Dictionary<string, string>();
        var open = "";
        foreach (var line in File.ReadLines(path).Append("# "))
        {
            if (line.StartsWith("# ", StringComparison.Ordinal))
            {
                if (head is not null) yield return create(head, fields);
                (head, fields, open) = (line[2..], [], "");
            }
            else if (line.StartsWith("    ", StringComparison.Ordinal) || line.Length == 0)
            {
                if (open.Length > 0) fields[open] += (fields[open].Length > 0 ? "\n" : "") + (line.Length == 0 ? "" : line[4..]);
            }
            else
            {
                var space = line.IndexOf(' ', StringComparison.Ordinal);
                open = space < 0 ? line : "";
                fields[space < 0 ? line : line[..space]] = space < 0 ? "" : line[(space + 1)..];
            }
        }
    }

    private static Family FunctionOf(string head, Dictionary<string, string> fields)
    {
        var open = head.IndexOf('(', StringComparison.Ordinal);
        var close = head.IndexOf(')', StringComparison.Ordinal);
        var parameters = SplitOutside(head[(open + 1)..close]).Select(part => part.Split(':', 2)).Select(pair => new Parameter(pair[0], pair[1]));
        return Described(head[..open].Trim(), FamilyKind.Function, fields) with
        {
            Parameters = [.. parameters],
            ReturnType = head[(close + 1)..].Trim(),
            Code = CodeOf(fields, shareScript: true),
            Cases = [.. CasesOf(fields["test"])],
        };
    }

    private static Family ClassOf(string head, Dictionary<string, string> fields) => Described(head.Split(' ')[1], FamilyKind.Class, fields) with
    {
        Code = CodeOf(fields, shareScript: false),
        Checks = CodeOf(fields.Where(field => field.Key.StartsWith("check", StringComparison.Ordinal))
            .ToDictionary(field => field.Key["check".Length..], field => field.Value), shareScript: true),
    };

    private static Family SnippetOf(string head, Dictionary<string, string> fields)
    {
        var kind = Enum.Parse<FamilyKind>(head.Split(' ')[0], ignoreCase: true);
        return Described(head.Replace(' ', '_'), kind, fields) with { Text = fields["code"], Expectations = fields };
    }

    private static Family QuestionOf(string head, Dictionary<string, string> fields)
    {
        fields["say"] = fields["ask"];
        return Described("question_" + head, FamilyKind.Question, fields) with { Text = fields["answer"] };
    }

    private static Family Described(string id, FamilyKind kind, Dictionary<string, string> fields)
    {
        var descriptions = Alternatives(fields["say"]);
        return new Family
        {
            Id = id,
            Kind = kind,
            Descriptions = descriptions[..^1],
            HeldOutDescription = descriptions[^1],
            Nouns = Alternatives(fields.GetValueOrDefault("noun", "")),
            Explanation = fields.GetValueOrDefault("why", ""),
        };
    }

    private static Dictionary<TargetLanguage, string> CodeOf(Dictionary<string, string> fields, bool shareScript)
    {
        var code = new Dictionary<TargetLanguage, string>();
        if (fields.TryGetValue("py", out var python)) code[TargetLanguage.Python] = python.TrimEnd();
        if (fields.TryGetValue("js", out var script)) code[TargetLanguage.JavaScript] = script.TrimEnd();
        if (fields.TryGetValue("ts", out var typed)) code[TargetLanguage.TypeScript] = typed.TrimEnd();
        else if (shareScript && script is not null) code[TargetLanguage.TypeScript] = script.TrimEnd();
        if (fields.TryGetValue("cs", out var sharp)) code[TargetLanguage.CSharp] = sharp.TrimEnd();
        return code;
    }

    private static string[] Alternatives(string text) => text.Split(" | ", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static IEnumerable<string> SplitOutside(string parameters)
    {
        var depth = 0;
        var part = new StringBuilder();
        foreach (var c in parameters + ",")
        {
            depth += c == '<' ? 1 : c == '>' ? -1 : 0;
            if (c != ',' || depth > 0)
            {
                part.Append(c);
            }
            else
            {
                if (part.Length > 0) yield return part.ToString().Trim();
                part.Clear();
            }
        }
    }

    /// <summary>Cases are "[arguments] expected" joined by semicolons, all of it JSON.</summary>
    private static IEnumerable<FunctionCase> CasesOf(string text)
    {
        var start = 0;
        while (start < text.Length)
        {
            var split = EndOf(text, start, closing: true);
            var end = EndOf(text, split, closing: false);
            yield return new FunctionCase(JsonNode.Parse(text[start..split])!.AsArray(), JsonNode.Parse(text[split..end]));
            start = end + 1;
        }
    }

    /// <summary>The place after the bracket that closes the first one, or that of the next semicolon outside of a string.</summary>
    private static int EndOf(string text, int start, bool closing)
    {
        var (depth, quoted) = (0, false);
        for (var i = start; i < text.Length; i++)
        {
            if (text[i] == '"' && text[i - 1] != '\\') quoted = !quoted;
            if (quoted) continue;
            if (text[i] == ';' && !closing) return i;
            depth += text[i] == '[' ? 1 : text[i] == ']' ? -1 : 0;
            if (closing && depth == 0 && text[i] == ']') return i + 1;
        }

        return text.Length;
    }
}
