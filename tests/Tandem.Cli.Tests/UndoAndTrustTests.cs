using System.Text.Json;
using Tandem.ScriptedUpstream;

namespace Tandem.Cli.Tests;

public sealed class UndoAndTrustTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_run_is_listed_undone_and_the_undo_undone()
    {
        await using var llama = await FakeUpstream.StartAsync(
            Reply.ToolCall("write_file", """{"path":"made/new.txt","content":"x\n"}"""), Reply.ToolCall("edit_file", """{"path":"old.txt","old_string":"a","new_string":"b"}"""), Reply.Stream("Done."));
        await using var gpt4 = await FakeUpstream.StartAsync(Reply.Stream("never"));
        using var tandem = new TandemProgram();
        tandem.Configure(llama, gpt4);
        var old = Path.Combine(tandem.Folder, "old.txt");
        await File.WriteAllTextAsync(old, "a\n", Token);
        await tandem.RunAsync("", "run", "--model", "llama", "--yes", "make new.txt and change old.txt");
        Assert.Equal("b\n", await File.ReadAllTextAsync(old, Token));

        var undo = await tandem.RunAsync("", "undo");

        Assert.Equal(0, undo.ExitCode);
        Assert.Equal("a\n", await File.ReadAllTextAsync(old, Token));
        Assert.False(Directory.Exists(Path.Combine(tandem.Folder, "made")));
        var listed = (await tandem.RunAsync("", "undo", "--list", "--json")).Output.TrimEnd().Split('\n').Select(line => JsonDocument.Parse(line).RootElement).ToList();
        Assert.Equal(["closed", "undone"], listed.Select(line => line.GetProperty("state").GetString()!.ToLowerInvariant()));
        Assert.Equal("make new.txt and change old.txt", listed[1].GetProperty("label").GetString());
        await tandem.RunAsync("", "undo", listed[0].GetProperty("checkpoint").GetString()!);
        Assert.Equal("b\n", await File.ReadAllTextAsync(old, Token));
        Assert.Equal(2, (await tandem.RunAsync("", "undo", "cp_nothing")).ExitCode);
    }

    [Fact]
    public async Task A_repository_is_trusted_for_exactly_what_was_shown()
    {
        using var tandem = new TandemProgram();
        var project = Path.Combine(tandem.Folder, "tandem.yaml");
        await File.WriteAllTextAsync(project, "version: 1\nverify: [\"make \\e[2Jtest\"]\n", Token);

        var refused = await tandem.RunAsync("", "trust");
        Assert.Equal(2, refused.ExitCode);
        Assert.Contains("verify:", refused.Output, StringComparison.Ordinal);
        Assert.Contains("tandem trust --yes", refused.Notes, StringComparison.Ordinal);

        Assert.Equal(0, (await tandem.RunAsync("", "trust", "--yes")).ExitCode);
        Assert.Contains("trusted since", (await tandem.RunAsync("", "trust", "show")).Output, StringComparison.Ordinal);
        await File.WriteAllTextAsync(project, "version: 1\nverify: [\"evil\"]\n", Token);
        var changed = await tandem.RunAsync("", "trust", "show");
        Assert.Contains("changed since it was trusted", changed.Output, StringComparison.Ordinal);
        Assert.Contains("+verify: [\"evil\"]", changed.Output, StringComparison.Ordinal);
        await tandem.RunAsync("", "trust", "revoke");
        Assert.Contains("not trusted", (await tandem.RunAsync("", "trust", "show")).Output, StringComparison.Ordinal);
    }
}
