using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Tandem.ScriptedUpstream;

namespace Tandem.Cli.Tests.Interactive;

/// <summary>The program itself: without a terminal, and on a real one.</summary>
public sealed class ProgramTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Without_a_terminal_tandem_alone_prints_help_and_says_how_to_do_without()
    {
        using var tandem = new TandemProgram();

        var result = await tandem.RunAsync("");

        Assert.Equal(0, result.ExitCode);
        Assert.Contains("Usage:", result.Output, StringComparison.Ordinal);
        Assert.Contains("tandem run \"…\"", result.Notes, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sessions_are_listed_forked_and_exported()
    {
        await using var llama = await FakeUpstream.StartAsync(Reply.Stream("It is *fine*."));
        using var tandem = new TandemProgram();
        tandem.Configure(llama, llama);
        await tandem.RunAsync("", "run", "look at the code");

        var fork = await tandem.RunAsync("", "sessions", "fork", "--at", "1");
        var list = await tandem.RunAsync("", "sessions", "--json");
        var export = await tandem.RunAsync("", "sessions", "export");

        var sessions = list.Output.TrimEnd().Split('\n').Select(line => JsonDocument.Parse(line).RootElement).ToList();
        Assert.Equal(2, sessions.Count);
        var forked = sessions.Single(session => session.TryGetProperty("forked_from", out _));
        Assert.Equal(fork.Output.Trim(), forked.GetProperty("id").GetString());
        Assert.Equal(1, forked.GetProperty("entries").GetInt32());
        Assert.Equal("look at the code", forked.GetProperty("title").GetString());
        Assert.Contains("## You\n\nlook at the code", export.Output, StringComparison.Ordinal);
    }

    /// <summary>On a pseudo-terminal: raw mode, a turn, the end, and the terminal as it was.</summary>
    [Fact]
    public async Task On_a_terminal_it_is_a_session()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows() || !File.Exists("/usr/bin/script"), "script(1), which makes a terminal, is not here.");
        await using var llama = await FakeUpstream.StartAsync(Reply.Stream("All is well."));
        using var tandem = new TandemProgram();
        tandem.Configure(llama, llama);
        tandem.Environment["TERM"] = "xterm-256color";
        using var process = tandem.StartOnTerminal();
        var seen = new Reading(process.StandardOutput);

        await seen.UntilAsync("/ commands");
        await process.StandardInput.WriteAsync("how is it?\r");
        await process.StandardInput.FlushAsync(Token);
        await seen.UntilAsync("All is well.");
        await seen.UntilAsync("Done");
        await process.StandardInput.WriteAsync("\u0004");
        await process.StandardInput.FlushAsync(Token);
        await seen.UntilAsync("tandem sessions resume");
        await process.WaitForExitAsync(Token);
        await seen.UntilAsync("icanon"); // stty(1) says how the terminal was left.

        Assert.Contains("\e[?2004h", seen.Text, StringComparison.Ordinal);
        Assert.Contains("\e[?2004l", seen.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("-icanon", seen.Text, StringComparison.Ordinal);
        Assert.Equal(0, process.ExitCode);
    }

    /// <summary>The draft that the tutor's evaluator refuses is never on the screen; what passes is.</summary>
    [Fact]
    public async Task In_a_session_too_an_assistants_answer_is_held_back_until_it_passes()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows() || !File.Exists("/usr/bin/script"), "script(1), which makes a terminal, is not here.");
        await using var llama = await FakeUpstream.StartAsync(Reply.Stream("It is 391."), Reply.Stream("Could you split 23 into two easier numbers?"));
        using var tandem = new TandemProgram();
        tandem.Configure(llama, llama);
        tandem.Environment["TERM"] = "xterm-256color";
        using var process = tandem.StartOnTerminal("--assistant tutor");
        var seen = new Reading(process.StandardOutput);

        await seen.UntilAsync("/ commands");
        await process.StandardInput.WriteAsync("What is 17 * 23?\r");
        await process.StandardInput.FlushAsync(Token);
        await seen.UntilAsync("Could you split 23");
        await seen.UntilAsync("Verified");
        await process.StandardInput.WriteAsync("\u0004");
        await process.StandardInput.FlushAsync(Token);
        await process.WaitForExitAsync(Token);

        Assert.Equal(2, llama.Requests.Count);
        Assert.DoesNotContain("391", seen.Text, StringComparison.Ordinal);
    }

    /// <summary>A signal, or a terminal that is closed: what runs ends, the session is kept, and the terminal is as it was.</summary>
    [Theory]
    [InlineData("TERM", 143)]
    [InlineData("HUP", 129)]
    [InlineData("close", null)]
    public async Task Told_to_end_while_a_command_runs_it_ends_in_order(string how, int? code)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && File.Exists("/usr/bin/script"), "script(1), which makes a terminal, is not here.");
        await using var llama = await FakeUpstream.StartAsync(Reply.Stream("All is well."));
        using var tandem = new TandemProgram();
        tandem.Configure(llama, llama);
        tandem.Environment["TERM"] = "xterm-256color";
        using var process = tandem.StartOnTerminal();
        var seen = new Reading(process.StandardOutput);
        await seen.UntilAsync("/ commands");
        await process.StandardInput.WriteAsync("how is it?\r");
        await process.StandardInput.FlushAsync(Token);
        await seen.UntilAsync("Done");
        await process.StandardInput.WriteAsync($"!echo it-runs-$((1 + 1)); sleep 4{code ?? 0}\r");
        await process.StandardInput.FlushAsync(Token);
        await seen.UntilAsync("it-runs-2");
        using var program = await ProcessBelowAsync(process.Id, "tandem");
        using var command = await ProcessBelowAsync(program.Id, "sleep");

        if (code is null) process.Kill(); // The terminal's other end.
        else Process.Start("/bin/sh", ["-c", $"kill -{how} {program.Id}"]).Dispose();
        await program.WaitForExitAsync(Token).WaitAsync(TimeSpan.FromMinutes(2), Token);
        await command.WaitForExitAsync(Token).WaitAsync(TimeSpan.FromMinutes(2), Token);

        if (code is not null)
        {
            await seen.UntilAsync("icanon");
            await process.WaitForExitAsync(Token);
            Assert.DoesNotContain("-icanon", seen.Text, StringComparison.Ordinal);
            Assert.Equal(code, process.ExitCode);
        }

        Assert.Contains("All is well.", (await tandem.RunAsync("", "sessions", "export")).Output, StringComparison.Ordinal);
    }

    /// <summary>The process of that name among the descendants of another, as soon as it runs: what was said before a program starts is no sign of it.</summary>
    private static async Task<Process> ProcessBelowAsync(int ancestor, string name)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
        stop.CancelAfter(TimeSpan.FromMinutes(2));
        while (true)
        {
            if (FindBelow(ancestor, name) is { } found) return Process.GetProcessById(found);
            await Task.Delay(20, stop.Token);
        }
    }

    private static int? FindBelow(int ancestor, string name)
    {
        var all = Directory.EnumerateDirectories("/proc").Select(Path.GetFileName).Where(entry => int.TryParse(entry, CultureInfo.InvariantCulture, out _)).Select(entry => Stat(entry!)).OfType<(int Id, string Name, int Parent)>().ToList();
        var found = new List<int> { ancestor };
        for (var at = 0; at < found.Count; at++) found.AddRange(all.Where(one => one.Parent == found[at]).Select(one => one.Id));
        return all.Where(one => one.Name == name && found.Contains(one.Id)).Select(one => (int?)one.Id).SingleOrDefault();
    }

    private static (int Id, string Name, int Parent)? Stat(string entry)
    {
        try
        {
            var text = File.ReadAllText($"/proc/{entry}/stat"); // proc(5): pid (name) state parent …
            var (open, close) = (text.IndexOf('(', StringComparison.Ordinal), text.LastIndexOf(')'));
            return (int.Parse(entry, CultureInfo.InvariantCulture), text[(open + 1)..close], int.Parse(text[(close + 2)..].Split(' ')[1], CultureInfo.InvariantCulture));
        }
        catch (IOException)
        {
            return null; // It ended meanwhile.
        }
    }

    private sealed class Reading(StreamReader output)
    {
        private readonly StringBuilder _text = new();

        public string Text => _text.ToString();

        public async Task UntilAsync(string text)
        {
            var buffer = new char[4096];
            while (!Text.Contains(text, StringComparison.Ordinal))
            {
                var read = await output.ReadAsync(buffer, Token).AsTask().WaitAsync(TimeSpan.FromMinutes(2), Token);
                Assert.True(read > 0, $"It ended before '{text}':\n{Text}");
                _text.Append(buffer, 0, read);
            }
        }
    }
}
