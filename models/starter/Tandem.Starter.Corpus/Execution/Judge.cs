using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Tandem.Starter.Corpus.Families;

namespace Tandem.Starter.Corpus.Execution;

/// <summary>Runs programs against the cases of their family; the verdict is empty for a pass, else the reason.</summary>
internal sealed class Judge(string typeScriptPath)
{
    private static readonly FunctionCase Truth = new([], true);

    public async Task<string[]> RunAsync(IReadOnlyList<CodeJob> jobs)
    {
        var verdicts = new string[jobs.Count];
        var python = new List<(int Index, JsonObject Job)>();
        var node = new List<(int Index, JsonObject Job)>();
        for (var i = 0; i < jobs.Count; i++)
        {
            var job = jobs[i];
            if (job.Family.Kind is FamilyKind.Sql or FamilyKind.Regex)
            {
                python.Add((i, Snippet(job)));
                continue;
            }

            if (Prepare(job) is not var (code, entry, cases))
            {
                verdicts[i] = "no function found";
                continue;
            }

            if (job.Language == TargetLanguage.CSharp) verdicts[i] = await SharpRunner.RunAsync(code, entry, cases);
            else (job.Language == TargetLanguage.Python ? python : node).Add((i, Script(job, code, entry, cases)));
        }

        var results = await ScriptRunner.PythonAsync([.. python.Select(p => p.Job)]);
        for (var i = 0; i < results.Length; i++) verdicts[python[i].Index] = results[i];
        results = await ScriptRunner.NodeAsync([.. node.Select(p => p.Job)], typeScriptPath);
        for (var i = 0; i < results.Length; i++) verdicts[node[i].Index] = results[i];
        return verdicts;
    }

    /// <summary>Runs the commands of a shell or git family as its file states them.</summary>
    public static async Task<string> ShellAsync(Family family)
    {
        var output = await ScriptRunner.ShellAsync($"{{ {family.Expectations["given"]}; }} >/dev/null 2>&1\n{family.Expectations["then"]}");
        var expected = family.Expectations["out"].Replace("\\n", "\n", StringComparison.Ordinal);
        return output == expected.TrimEnd() ? "" : $"printed {output}";
    }

    private static (string Code, string Entry, IReadOnlyList<FunctionCase> Cases)? Prepare(CodeJob job)
    {
        if (job.Family.Kind == FamilyKind.Class)
        {
            var body = string.Join('\n', job.Family.Checks[job.Language].Split('\n').Select(line => "    " + line));
            var check = job.Language switch
            {
                TargetLanguage.Python => $"\n\ndef check():\n{body}\n",
                TargetLanguage.CSharp => $"\n\npublic static bool Check()\n{{\n{body}\n}}\n",
                _ => $"\n\nfunction check() {{\n{body}\n}}\n",
            };
            return (job.Code + check, job.Language == TargetLanguage.CSharp ? "Check" : "check", [Truth]);
        }

        var entry = job.Entry ?? FirstFunction(job.Code, job.Language);
        return entry is null ? null : (job.Code, entry, job.Family.Cases);
    }

    private static string? FirstFunction(string code, TargetLanguage language)
    {
        var pattern = language switch
        {
            TargetLanguage.Python => @"^def (\w+)\(",
            TargetLanguage.CSharp => @"static [^\n(]*? (\w+)\(",
            _ => @"function (\w+)\(",
        };
        var match = Regex.Match(code, pattern, RegexOptions.Multiline);
        return match.Success ? match.Groups[1].Value : null;
    }

    private static JsonObject Script(CodeJob job, string code, string entry, IReadOnlyList<FunctionCase> cases) => new()
    {
        ["kind"] = "function",
        ["typed"] = job.Language == TargetLanguage.TypeScript,
        ["code"] = code,
        ["entry"] = entry,
        ["cases"] = new JsonArray([.. cases.Select(c => new JsonArray(c.Arguments.DeepClone(), c.Expected?.DeepClone()))]),
    };

    private static JsonObject Snippet(CodeJob job) => job.Family.Kind == FamilyKind.Sql
        ? new JsonObject { ["kind"] = "sql", ["code"] = job.Code, ["rows"] = JsonNode.Parse(job.Family.Expectations["gives"]) }
        : new JsonObject
        {
            ["kind"] = "regex",
            ["code"] = job.Code,
            ["match"] = Texts(job.Family.Expectations["match"]),
            ["reject"] = Texts(job.Family.Expectations["reject"]),
        };

    private static JsonArray Texts(string alternatives) => new([.. alternatives.Split(" | ").Select(text => (JsonNode)text)]);
}
