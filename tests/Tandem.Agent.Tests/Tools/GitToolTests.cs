using System.Diagnostics;

namespace Tandem.Agent.Tests.Tools;

public sealed class GitToolTests
{
    [Fact]
    public async Task Shows_state_and_history_and_starts_nothing_that_the_repository_configures()
    {
        using var tools = new ToolFixture();
        Git(tools.Root, "init", "-q");
        tools.Write("a.txt", "one\n");
        tools.Write("b.trap", "one\n");
        Git(tools.Root, "add", "-A");
        Git(tools.Root, "-c", "user.name=A", "-c", "user.email=a@example.org", "commit", "-q", "-m", "The first");
        SetTraps(tools);
        tools.Write("a.txt", "two\n");
        tools.Write("b.trap", "two\n");

        var status = await tools.CallAsync("git", new { action = "status" });
        var diff = await tools.CallAsync("git", new { action = "diff" });
        var log = await tools.CallAsync("git", new { action = "log" });
        var show = await tools.CallAsync("git", new { action = "show", revision = "HEAD" });
        var blame = await tools.CallAsync("git", new { action = "blame", path = "b.trap" });

        Assert.All([status, diff, log, show, blame], result => Assert.False(result.IsError, result.Text));
        Assert.Contains(" M a.txt", status.Text, StringComparison.Ordinal);
        Assert.Contains("-one\n+two", diff.Text, StringComparison.Ordinal);
        Assert.Contains("A: The first", log.Text, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(tools.Outside, "sprung")), "a program of the repository's configuration was started");
    }

    [Theory]
    [InlineData("--output=/tmp/x")]
    [InlineData("-O/etc/passwd")]
    [InlineData("HEAD --output=x")]
    [InlineData("")]
    public async Task A_revision_is_never_an_option(string revision)
    {
        using var tools = new ToolFixture();
        Git(tools.Root, "init", "-q");

        Assert.True((await tools.CallAsync("git", new { action = "diff", revision })).IsError);
    }

    [Fact]
    public async Task Paths_of_old_text_are_told_so_that_its_class_follows_it()
    {
        using var tools = new ToolFixture();
        Git(tools.Root, "init", "-q");
        tools.Write("secrets/plan.txt", "the old plan\n");
        Git(tools.Root, "add", "-A");
        Git(tools.Root, "-c", "user.name=A", "-c", "user.email=a@example.org", "commit", "-q", "-m", "The first");
        tools.Write("secrets/plan.txt", "the new plan\n");

        var diff = await tools.CallAsync("git", new { action = "diff" });
        var show = await tools.CallAsync("git", new { action = "show", revision = "HEAD:secrets/plan.txt" });
        var outside = await tools.CallAsync("git", new { action = "show", revision = "HEAD:../../outside.txt" });

        Assert.Equal(["secrets/plan.txt"], diff.Paths);
        Assert.Equal(("the old plan", "secrets/plan.txt"), (show.Text, Assert.Single(show.Paths)));
        Assert.True(outside.IsError);
    }

    private static void SetTraps(ToolFixture tools)
    {
        var trap = $"sh -c 'touch {tools.Outside}/sprung; cat'";
        tools.Write(".gitattributes", "*.trap filter=trap diff=trap\n");
        foreach (var (name, value) in new[]
        {
            ("core.fsmonitor", trap), ("core.pager", trap), ("pager.log", trap), ("diff.external", trap), ("filter.trap.clean", trap), ("filter.trap.smudge", trap), ("filter.trap.process", trap),
            ("filter.trap.required", "true"), ("diff.trap.textconv", trap), ("diff.trap.command", trap), ("core.hooksPath", tools.Root), ("gpg.program", trap), ("log.showSignature", "true"), ("core.editor", trap),
            ("alias.status", "!" + trap), ("core.sshCommand", trap),
        })
            Git(tools.Root, "config", name, value);
        var hook = tools.Write("post-index-change", $"#!/bin/sh\ntouch {tools.Outside}/sprung\n");
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(hook, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    [Fact]
    public async Task A_link_in_the_place_of_a_tracked_folder_leads_nowhere()
    {
        using var tools = new ToolFixture();
        tools.Write("home/keys/id.txt", "a dummy\n");
        tools.Write("gone.txt", "a dummy\n");
        Git(tools.Root, "init", "-q");
        Git(tools.Root, "add", "-A");
        Directory.CreateDirectory(Path.Combine(tools.Outside, "home/keys"));
        await File.WriteAllTextAsync(Path.Combine(tools.Outside, "home/keys/id.txt"), "a real one", TestContext.Current.CancellationToken);
        Directory.Delete(Path.Combine(tools.Root, "home"), recursive: true);
        Directory.CreateSymbolicLink(Path.Combine(tools.Root, "home"), Path.Combine(tools.Outside, "home"));
        File.Delete(Path.Combine(tools.Root, "gone.txt"));

        Assert.Equal("No files.", (await tools.CallAsync("list_files", new { })).Text);
        Assert.Equal("No matches.", (await tools.CallAsync("grep", new { pattern = "a" })).Text);
    }

    private static void Git(string folder, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("git", arguments) { WorkingDirectory = folder })!;
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
    }
}
