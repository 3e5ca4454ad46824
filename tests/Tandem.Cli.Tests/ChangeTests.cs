using System.Diagnostics;
using System.Text.Json;
using Tandem.Cli.Changes;
using Tandem.ScriptedUpstream;

namespace Tandem.Cli.Tests;

/// <summary><c>tandem commit</c>, <c>tandem review</c> and <c>tandem resolve</c>.</summary>
public sealed class ChangeTests
{
    [Fact]
    public async Task A_message_is_written_for_what_is_staged_and_committed_on_the_users_word_with_hooks()
    {
        await using var llama = await FakeUpstream.StartAsync(Reply.Stream("Here it is:\n```\nGreet in French.\nThe shop opens in Lyon.\n```"));
        using var tandem = new TandemProgram();
        tandem.Configure(llama, llama);
        Start(tandem);
        Write(tandem, "a.txt", "bonjour\n");
        Git(tandem, "add", "a.txt");
        Write(tandem, "not-staged.txt", "SECRET PLAN\n");
        Hook(tandem, "commit-msg", "grep -q French \"$1\" && echo 'hook ran' >&2");

        var shown = await tandem.RunAsync("", "commit");
        Assert.Equal((0, "Greet in French\n\nThe shop opens in Lyon.\n"), (shown.ExitCode, shown.Output));
        Assert.Contains("Not committed", shown.Notes, StringComparison.Ordinal);
        Assert.Equal("The first", Git(tandem, "log", "-1", "--format=%s"));
        var done = await tandem.RunProcessAsync("", "commit", "--yes", "--json");

        Assert.Equal(0, done.ExitCode);
        Assert.Contains("hook ran", done.Notes, StringComparison.Ordinal);
        Assert.Equal("Greet in French\n\nThe shop opens in Lyon.", Git(tandem, "log", "-1", "--format=%B"));
        Assert.Equal("?? not-staged.txt", Git(tandem, "status", "--porcelain"));
        var result = JsonDocument.Parse(done.Output.TrimEnd().Split('\n')[^1]).RootElement;
        Assert.Equal(Git(tandem, "rev-parse", "--short", "HEAD"), result.GetProperty("commit").GetString());
        Assert.All(llama.Requests, call => Assert.DoesNotContain("SECRET PLAN", call.Text, StringComparison.Ordinal));
        Assert.Contains("+bonjour", llama.Requests[0].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_hook_that_refuses_and_an_empty_index_are_no_commit()
    {
        await using var llama = await FakeUpstream.StartAsync(Reply.Stream("Greet in French"));
        using var tandem = new TandemProgram();
        tandem.Configure(llama, llama);
        Start(tandem);

        var empty = await tandem.RunAsync("", "commit", "--yes");
        Assert.Equal(2, empty.ExitCode);
        Assert.Contains("git add", empty.Notes, StringComparison.Ordinal);
        Assert.Empty(llama.Requests);

        Write(tandem, "a.txt", "bonjour\n");
        Git(tandem, "add", "a.txt");
        Hook(tandem, "pre-commit", "echo 'not on a Friday' >&2; exit 1");
        var refused = await tandem.RunProcessAsync("", "commit", "--yes");

        Assert.Equal(1, refused.ExitCode);
        Assert.Contains("not on a Friday", refused.Notes, StringComparison.Ordinal);
        Assert.Equal("The first", Git(tandem, "log", "-1", "--format=%s"));
    }

    [Fact]
    public async Task A_review_shows_findings_at_lines_that_are_there_and_an_error_is_exit_code_5()
    {
        const string Findings = """
            Sure: [{"path":"a.txt","line":2,"severity":"error","message":"Divides by zero."},
            {"path":"a.txt","line":99,"severity":"error","message":"Nowhere."}, {"path":"b.txt","line":1,"severity":"note","message":"Elsewhere."}]
            """;
        await using var llama = await FakeUpstream.StartAsync(Reply.Stream("It looks fine."), Reply.Stream(Findings), Reply.Stream("[]"));
        using var tandem = new TandemProgram();
        tandem.Configure(llama, llama);
        Start(tandem);
        Write(tandem, "a.txt", "hello\none / zero\n");

        var found = await tandem.RunAsync("", "review");
        var clean = await tandem.RunAsync("", "review", "HEAD", "--json");

        Assert.Equal((5, "a.txt:2: error: Divides by zero.\n"), (found.ExitCode, found.Output));
        Assert.Contains("1 finding, 1 of them an error in 1 file; 2 named no line of the change and were left out", found.Notes, StringComparison.Ordinal);
        Assert.Contains("2 +one / zero", llama.Requests[0].Text, StringComparison.Ordinal);
        Assert.Contains("no JSON list", llama.Requests[1].Text, StringComparison.Ordinal);
        Assert.Equal(0, clean.ExitCode);
        Assert.Equal((1, 0), (Last(clean).GetProperty("files").GetInt32(), Last(clean).GetProperty("findings").GetInt32()));
    }

    [Fact]
    public async Task A_private_file_of_the_change_keeps_the_review_in_the_house()
    {
        await using var llama = await FakeUpstream.StartAsync(Reply.Stream("[]"));
        await using var gpt4 = await FakeUpstream.StartAsync(Reply.Stream("[]"));
        using var tandem = new TandemProgram();
        tandem.Configure(llama, gpt4);
        Start(tandem);
        Write(tandem, "secrets/key.txt", "4711\n");
        Git(tandem, "add", "-A");

        var local = await tandem.RunAsync("", "review");
        var external = await tandem.RunAsync("", "review", "--model", "gpt-4");
        var option = await tandem.RunAsync("", "review", "--", "--output=x");

        Assert.Equal((0, 3, 2), (local.ExitCode, external.ExitCode, option.ExitCode));
        Assert.Single(llama.Requests);
        Assert.Empty(gpt4.Requests);
    }

    [Fact]
    public async Task Comments_become_a_task_that_is_verified_and_those_on_files_elsewhere_are_named()
    {
        await using var llama = await FakeUpstream.StartAsync(Reply.ToolCall("edit_file", """{"path":"a.txt","old_string":"hello","new_string":"bonjour"}"""), Reply.Stream("1. fixed: in French"));
        await using var gpt4 = await FakeUpstream.StartAsync(Reply.Stream("never"));
        using var tandem = new TandemProgram();
        tandem.Configure(llama, gpt4);
        Start(tandem);

        var done = await tandem.RunAsync("a.txt:1: error: Greet in French.\n../other.txt:3: Not ours.\n", "resolve", "--model", "llama", "--no-sandbox", "--verify", "grep -q bonjour a.txt");
        var none = await tandem.RunAsync("../other.txt:3: Not ours.\n", "resolve");

        Assert.Equal((0, "bonjour\n", "1. fixed: in French\n"), (done.ExitCode, File.ReadAllText(Path.Combine(tandem.Folder, "a.txt")), done.Output));
        Assert.Contains("Verified by grep -q bonjour a.txt", done.Notes, StringComparison.Ordinal);
        Assert.Contains("other.txt: there is no such file here", done.Notes, StringComparison.Ordinal);
        Assert.Contains("1. a.txt:1: error: Greet in French.", llama.Requests[0].Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Not ours", llama.Requests[0].Text, StringComparison.Ordinal);
        Assert.Equal(2, none.ExitCode);
        Assert.Equal(2, llama.Requests.Count);
        Assert.Empty(gpt4.Requests);
    }

    [Fact]
    public void Comments_are_read_from_lines_from_a_reviews_json_and_from_githubs_lists()
    {
        const string Lines = "Two remarks:\nsrc/a.cs:12:5: Dispose it.\n  In all branches.\n\nsrc\\b.cs:3: warning: why?\n";
        const string Findings = """
            {"type":"decision","decision_id":"dec_1"}
            {"type":"finding","path":"a.txt","line":2,"severity":"error","message":"Divides by zero."}
            {"type":"result","files":1}
            """;
        const string Pages = """
            [{"path":"a.txt","line":4,"body":"x[0][1] is wrong","user":{"login":"ann"}},{"path":"b.txt","line":null,"original_line":7,"body":"moved"}][{"path":"c.txt","body":"all of it","line":null},{"body":"of no file"}]
            """;

        Assert.Equal([new ReviewComment("src/a.cs", 12, "Dispose it.\n  In all branches."), new ReviewComment("src/b.cs", 3, "warning: why?")], CommentReader.Read(Lines));
        Assert.Equal([new ReviewComment("a.txt", 2, "error: Divides by zero.")], CommentReader.Read(Findings));
        Assert.Equal([new ReviewComment("a.txt", 4, "x[0][1] is wrong", "ann"), new ReviewComment("b.txt", 7, "moved"), new ReviewComment("c.txt", null, "all of it")], CommentReader.Read(Pages));
        Assert.Empty(CommentReader.Read("Looks good to me.\n"));
    }

    [Theory]
    [InlineData("\"Add a map.\"", "Add a map")]
    [InlineData("```\nAdd a map\n```", "Add a map")]
    [InlineData("Add a map\nIt is quicker.", "Add a map\n\nIt is quicker.")]
    [InlineData("  \n", null)]
    [InlineData("I would say that this commit changes quite a lot of things, among them the way in which maps are added to the program", null)]
    public void A_message_is_read_without_what_models_put_around_it(string answer, string? message) => Assert.Equal(message, CommitMessage.Read(answer));

    [Fact]
    public void Lines_of_a_diff_are_those_of_the_new_version()
    {
        var diff = NumberedDiff.Of("a.cs", "diff --git a/a.cs b/a.cs\n--- a/a.cs\n+++ b/a.cs\n@@ -1,3 +1,3 @@ head\n one\n-two\n+2\n three\n@@ -10 +10,2 @@\n+++ counter;\n-old\n+new\n");

        Assert.Equal([1, 2, 3, 10, 11], diff.Lines.Order());
        Assert.Equal("@@\n    1  one\n      -two\n    2 +2\n    3  three\n@@\n   10 +++ counter;\n      -old\n   11 +new\n", diff.Text);
    }

    private static JsonElement Last(ProgramResult result) => JsonDocument.Parse(result.Output.TrimEnd().Split('\n')[^1]).RootElement;

    private static void Start(TandemProgram tandem)
    {
        Git(tandem, "init", "-q");
        Git(tandem, "config", "user.name", "A");
        Git(tandem, "config", "user.email", "a@example.org");
        Write(tandem, "a.txt", "hello\n");
        Git(tandem, "add", "-A");
        Git(tandem, "commit", "-q", "-m", "The first");
    }

    private static void Hook(TandemProgram tandem, string name, string script)
    {
        Write(tandem, $".git/hooks/{name}", $"#!/bin/sh\n{script}\n");
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(Path.Combine(tandem.Folder, $".git/hooks/{name}"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    private static void Write(TandemProgram tandem, string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(tandem.Folder, path))!);
        File.WriteAllText(Path.Combine(tandem.Folder, path), text);
    }

    private static string Git(TandemProgram tandem, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("git", arguments) { WorkingDirectory = tandem.Folder, RedirectStandardOutput = true })!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
        return output.Trim();
    }
}
