using System.Diagnostics;
using System.Text;
using Microsoft.Extensions.Time.Testing;
using Tandem.Agent.Commands;

namespace Tandem.Agent.Tests.Commands;

public sealed class CommandRunnerTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Gives_exit_code_and_both_streams_in_their_order(bool sandbox)
    {
        using var folder = Open(sandbox);

        var result = await folder.RunAsync("echo one; echo two >&2; echo three; cat; exit 7", input: "four\n");

        Assert.Equal((7, "one\ntwo\nthree\nfour\n", false, sandbox), (result.ExitCode, result.Output, result.TimedOut, result.IsSandboxed));
        Assert.Null(result.Fault);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task At_the_deadline_even_a_stubborn_tree_is_gone(bool sandbox)
    {
        var time = new FakeTimeProvider();
        using var folder = Open(sandbox, time);
        var mark = $"tandem-stubborn-{Guid.NewGuid():n}";
        var script = $"""
            trap '' TERM HUP INT
            # In a session of its own, deaf to signals, without our pipe.
            setsid sh -c 'trap "" TERM HUP; while :; do sleep 1; done' {mark} >/dev/null 2>&1 &
            (trap '' TERM; while :; do sleep 1; done) &
            echo started
            while :; do sleep 1; done
            """;

        var request = new CommandRequest
        {
            Command = script, WorkingFolder = folder.Root, Timeout = TimeSpan.FromMinutes(1), OnOutput = _ => time.Advance(TimeSpan.FromMinutes(1)), // The tree stands, then the deadline comes.
        };
        var result = await folder.Runner.RunAsync(request, TestContext.Current.CancellationToken);

        Assert.True(result.TimedOut);
        Assert.Null(result.ExitCode);
        Assert.Equal("started\n", result.Output);
        Assert.Empty(Processes(mark));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Cancelling_ends_the_tree_and_is_told_as_a_cancellation(bool sandbox)
    {
        using var folder = Open(sandbox);
        var mark = $"tandem-cancelled-{Guid.NewGuid():n}";
        using var cancellation = new CancellationTokenSource();
        var request = new CommandRequest
        {
            Command = $"setsid sh -c 'sleep 100; true' {mark} & echo up; wait", WorkingFolder = folder.Root, Timeout = TimeSpan.FromMinutes(1), OnOutput = _ => cancellation.Cancel(),
        };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => folder.Runner.RunAsync(request, cancellation.Token));

        Assert.Empty(Processes(mark));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_a_command_leaves_in_the_background_ends_with_it(bool sandbox)
    {
        using var folder = Open(sandbox);
        var mark = $"tandem-left-{Guid.NewGuid():n}";

        var result = await folder.RunAsync($"(setsid sh -c 'sleep 100; true' {mark} >/dev/null 2>&1 &) ; echo done");

        Assert.Equal((0, "done\n"), (result.ExitCode, result.Output));
        Assert.Empty(Processes(mark));
    }

    [Fact]
    public async Task Long_output_keeps_head_and_tail_and_bytes_that_are_no_text_become_marks()
    {
        using var folder = Open(sandbox: false);

        var result = await folder.RunAsync("echo first; i=0; while [ $i -lt 30000 ]; do echo 'äöüäöüäöüäöüäöüäöüäöüäöü'; i=$((i+1)); done; printf '\\377\\376'; echo last");

        Assert.StartsWith("first\n", result.Output, StringComparison.Ordinal);
        Assert.EndsWith("\uFFFD\uFFFDlast\n", result.Output, StringComparison.Ordinal);
        Assert.Contains("bytes left out", result.Output, StringComparison.Ordinal);
        Assert.InRange(result.Output.Length, 1, 600_000);
        Assert.Equal(2, result.Output.Count(c => c == '\uFFFD')); // The cuts fall between characters.
    }

    [Fact]
    public async Task Output_is_heard_as_it_comes_and_characters_are_whole()
    {
        using var folder = Open(sandbox: false);
        var heard = new StringBuilder();
        var request = new CommandRequest { Command = "printf 'a\\303'; printf '\\244b'", WorkingFolder = folder.Root, Timeout = TimeSpan.FromSeconds(30), OnOutput = text => heard.Append(text) };

        await folder.Runner.RunAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal("aäb", heard.ToString());
    }

    [Fact]
    public async Task The_environment_is_an_allow_list()
    {
        using var folder = Open(sandbox: false);

        var result = await folder.RunAsync("env | cut -d= -f1 | grep -E 'KEY|AUTH|TOKEN' ; echo \"$HOME $LC_ALL $MSBUILDDISABLENODEREUSE $UseSharedCompilation\"");

        Assert.Equal($"{folder.Home} C.UTF-8 1 false\n", result.Output);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("..")]
    public async Task A_working_folder_outside_the_workspace_is_a_fault(string path)
    {
        using var folder = Open(sandbox: false);

        var result = await folder.Runner.RunAsync(
            new CommandRequest { Command = "pwd", WorkingFolder = Path.GetFullPath(path, folder.Root), Timeout = TimeSpan.FromSeconds(30) }, TestContext.Current.CancellationToken);

        Assert.Null(result.ExitCode);
        Assert.Contains("not a folder of the workspace", result.Fault, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("-x")]
    [InlineData("--help")]
    public async Task A_command_is_never_read_as_an_option(string command)
    {
        using var folder = Open(sandbox: false);

        var result = await folder.RunAsync(command);

        Assert.Equal(127, result.ExitCode);
        Assert.Contains("not found", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_workspace_behind_a_link_and_a_linked_worktree_work_inside()
    {
        using var folder = new CommandFolder(workspace: self =>
        {
            Directory.CreateSymbolicLink(self.Root + "-link", self.Root);
            return self.Root + "-link";
        }).NeedsSandbox();
        var main = Path.Combine(Path.GetDirectoryName(folder.Root)!, "main");
        await Git(Path.GetDirectoryName(folder.Root)!, "init", "-q", main);
        await Git(main, "-c", "user.name=n", "-c", "user.email=e", "commit", "-q", "--allow-empty", "-m", "subject of it");
        await Git(main, "worktree", "add", "-q", folder.Root);

        var result = await folder.RunAsync($"git log --format=%s; touch {folder.Root}-link/made; touch {main}/.git/escaped; pwd");

        Assert.StartsWith("subject of it\n", result.Output, StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(folder.Root, "made")));
        Assert.False(File.Exists(Path.Combine(main, ".git", "escaped")));
    }

    [Fact]
    public async Task Without_a_sandbox_it_says_why()
    {
        using var folder = Open(sandbox: false);
        using var home = new CommandFolder(workspace: self => Path.GetDirectoryName(self.Home)!);

        Assert.Equal("--no-sandbox was given", folder.Runner.UnsandboxedBecause);
        if (OperatingSystem.IsLinux()) Assert.Contains("home folder", home.Runner.UnsandboxedBecause, StringComparison.Ordinal);
        Assert.False((await folder.RunAsync("true")).IsSandboxed);
    }

    private static CommandFolder Open(bool sandbox, TimeProvider? time = null)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The commands are for a Unix shell.");
        var folder = new CommandFolder(sandbox, time: time);
        return sandbox ? folder.NeedsSandbox() : folder;
    }

    /// <summary>Processes with the mark in their command line, here or in any sandbox.</summary>
    private static List<string> Processes(string mark)
    {
        var found = new List<string>();
        if (!Directory.Exists("/proc")) return found;
        foreach (var process in Directory.EnumerateDirectories("/proc"))
        {
            try
            {
                var line = File.ReadAllText(Path.Combine(process, "cmdline"));
                if (line.EndsWith(mark + "\0", StringComparison.Ordinal)) found.Add(line);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // Not a process, or gone.
            }
        }
        return found;
    }

    private static async Task Git(string folder, params string[] arguments)
    {
        using var git = Process.Start(new ProcessStartInfo("git", arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true })!;
        await git.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, git.ExitCode);
    }
}
