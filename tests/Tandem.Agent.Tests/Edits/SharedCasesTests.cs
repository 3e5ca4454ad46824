using System.Text;
using System.Text.Json;
using Tandem.Agent.Edits;

namespace Tandem.Agent.Tests.Edits;

/// <summary>The bars of the public cases, with the format found out from each text: the evaluation itself is <c>./evals/run edits</c>.</summary>
public sealed class SharedCasesTests
{
    private const string Cases = "../shared/data/edits/cases.jsonl";
    private const int Share = 3; // Every case costs a durable commit; the whole set is the evaluation's.

    [Fact]
    public void Meets_the_bars_on_the_shared_cases()
    {
        var file = Path.Combine(RepositoryRoot(), Cases);
        Assert.SkipUnless(File.Exists(file), $"{Cases} is not there.");
        int count = 0, strict = 0, harm = 0, wrong = 0;
        var wrongPaths = new List<string>();
        foreach (var line in File.ReadLines(file).Where((line, i) => line.Length > 0 && i % Share == 0))
        {
            using var json = JsonDocument.Parse(line);
            var (isStrict, isHarm, isWrong) = Judge(json.RootElement);
            count++;
            strict += isStrict ? 1 : 0;
            harm += isHarm ? 1 : 0;
            wrong += isWrong ? 1 : 0;
            if (!isStrict && Text(json.RootElement.GetProperty("expect"), "error_kind") is { } kind && kind.StartsWith("path_", StringComparison.Ordinal))
                wrongPaths.Add(json.RootElement.GetProperty("id").GetString()!);
        }
        Assert.True(strict >= 0.95 * count, $"strict {strict} of {count}");
        Assert.True(harm <= 0.005 * count, $"harm {harm} of {count}");
        Assert.True(wrong <= 0.03 * count, $"wrong refusals {wrong} of {count}");
        Assert.Empty(wrongPaths);
    }

    private static (bool Strict, bool Harm, bool WrongRefusal) Judge(JsonElement test)
    {
        using var box = new Box();
        string Fill(string text) => text.Replace("{{ROOT}}", box.Root, StringComparison.Ordinal).Replace("{{OUTSIDE}}", box.Outside, StringComparison.Ordinal);
        var before = Files(test.GetProperty("files_before"));
        foreach (var (path, text) in before) box[path] = text;
        if (test.TryGetProperty("symlinks_before", out var links))
        {
            foreach (var link in links.EnumerateObject()) File.CreateSymbolicLink(Path.Combine(box.Root, link.Name), Fill(link.Value.GetString()!));
        }
        var result = box.Apply(Fill(Text(test, "edit_text")!), target: Text(test, "target"));
        var expect = test.GetProperty("expect");
        var verdict = Text(expect, "verdict");
        var after = box.Names().Where(name => !name.StartsWith("link/", StringComparison.Ordinal)).ToDictionary(name => name, name => Encoding.UTF8.GetString(box.Bytes(name)));
        bool Is(JsonElement files) => Same(after, Files(files));
        if (result.Status == EditStatus.Refused)
            return Same(after, before) ? (verdict != "apply", false, verdict == "apply") : (false, true, false);
        if (expect.TryGetProperty("files_after", out var expected) && Is(expected)) return (true, false, false);
        return (false, !(expect.TryGetProperty("acceptable", out var variants) && variants.EnumerateArray().Any(Is)), false);
    }

    private static string? Text(JsonElement element, string name) => element.TryGetProperty(name, out var value) ? value.GetString() : null;

    private static Dictionary<string, string> Files(JsonElement files) => files.EnumerateObject().ToDictionary(file => file.Name, file => file.Value.GetString()!);

    private static bool Same(Dictionary<string, string> left, Dictionary<string, string> right) =>
        left.Count == right.Count && left.All(pair => right.TryGetValue(pair.Key, out var text) && text == pair.Value);

    private static string RepositoryRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(Path.Combine(folder, "Tandem.slnx"))) folder = Path.GetDirectoryName(folder);
        return folder ?? AppContext.BaseDirectory;
    }
}
