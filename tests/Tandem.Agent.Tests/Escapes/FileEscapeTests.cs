using System.Text.Json;
using Tandem.Agent.Permissions;
using Tandem.Agent.Tests.Tools;
using Tandem.Agent.Tools;

namespace Tandem.Agent.Tests.Escapes;

/// <summary>Every way out, by every tool that takes a path, without a person: nothing outside is read, nothing outside and nothing that governs is changed.</summary>
public sealed class FileEscapeTests : IDisposable
{
    private const string Secret = "s3cr3t-that-stays";
    private readonly ToolFixture _tools = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public FileEscapeTests()
    {
        File.WriteAllText(Path.Combine(_tools.Outside, "private.txt"), Secret);
        Directory.CreateDirectory(Path.Combine(_tools.Outside, "work-sibling"));
        File.WriteAllText(Path.Combine(_tools.Outside, "work-sibling", "x.txt"), Secret);
        _tools.Write(".git/config", "[core]\n");
        _tools.Write("sub/file.txt", "inside\n");
        _tools.Write("worktree/.git", "gitdir: /elsewhere\n");
        _tools.Write("AGENTS.md", "rules\n");
        foreach (var (link, target) in new[]
        {
            ("link-out", _tools.Outside), ("link-file", Path.Combine(_tools.Outside, "private.txt")), ("sub/link-up", "../.."), ("link-git", ".git"),
            ("link-late", Path.Combine(_tools.Outside, "not-there-yet")), ("chain2", _tools.Outside), ("chain", "chain2"), ("link-loop", "link-loop"),
        })
            File.CreateSymbolicLink(Path.Combine(_tools.Root, link), target);
    }

    public static TheoryData<string, string> Escapes => FileEscapes.All;

    [Theory]
    [MemberData(nameof(Escapes))]
    public async Task Does_not_get_out(string name, string path)
    {
        path = path.Replace("$OUT", _tools.Outside, StringComparison.Ordinal);
        var before = Snapshot();
        var told = new List<string>();

        foreach (var (tool, arguments) in Calls(path))
            told.Add($"{tool}: {await CallAsync(tool, arguments)}");

        Assert.True(told.TrueForAll(text => !text.Contains(Secret, StringComparison.Ordinal)), $"{name}: {string.Join('\n', told)}");
        Assert.Equal(before, Snapshot());
    }

    /// <summary>A file with two names is one that the workspace has; the edit makes a new file, so that the other name keeps what it had.</summary>
    [Fact]
    public async Task An_edit_of_a_hard_link_leaves_the_other_name_as_it_was()
    {
        var inside = Path.Combine(_tools.Root, "hard.txt");
        using (var ln = System.Diagnostics.Process.Start("ln", [Path.Combine(_tools.Outside, "private.txt"), inside])) await ln.WaitForExitAsync(Token);

        await CallAsync("edit_file", new { path = "hard.txt", old_string = Secret, new_string = "taken over" });

        Assert.Equal("taken over", await File.ReadAllTextAsync(inside, Token));
        Assert.Equal(Secret, await File.ReadAllTextAsync(Path.Combine(_tools.Outside, "private.txt"), Token));
    }

    private static IEnumerable<(string, object)> Calls(string path) =>
    [
        ("read_file", new { path }), ("list_files", new { path }), ("grep", new { pattern = ".", path }),
        ("write_file", new { path, content = "taken over" }), ("edit_file", new { path, old_string = "", new_string = "taken over" }), ("edit_file", new { path, old_string = Secret, new_string = "taken over" }),
        ("apply_patch", new { patch = $"*** Begin Patch\n*** Add File: {path}\n+taken over\n*** End Patch" }),
        ("apply_patch", new { patch = $"*** Begin Patch\n*** Delete File: {path}\n*** End Patch" }),
        ("apply_patch", new { patch = $"*** Begin Patch\n*** Update File: sub/file.txt\n*** Move to: {path}\n@@\n-inside\n+taken over\n*** End Patch" }),
        ("apply_patch", new { patch = $"{path}\n<<<<<<< SEARCH\n=======\ntaken over\n>>>>>>> REPLACE\n" }),
        ("git", new { action = "blame", path }), ("git", new { action = "diff", path, revision = "--no-index" }), ("run_command", new { command = "true", folder = path }),
    ];

    /// <summary>As the loop does it: worked out, decided on by the gate of a headless run, run.</summary>
    private async Task<string> CallAsync(string tool, object arguments)
    {
        using var gate = new PermissionGate(new PermissionGateOptions { Mode = PermissionMode.Auto, Rules = new PermissionRules([], []), Approver = null, UnsandboxedBecause = () => null });
        PreparedCall prepared;
        try
        {
            prepared = _tools.All.Single(one => one.Definition.Name == tool).Prepare(JsonSerializer.SerializeToElement(arguments));
        }
        catch (ToolArgumentsException refused)
        {
            return refused.Message;
        }

        var answer = await gate.DecideAsync(prepared.Action, holdsUntrustedText: false, Token);
        return answer.IsAllowed ? (await _tools.RunAsync(prepared)).Text : answer.Reason;
    }

    private List<string> Snapshot() =>
        [.. Directory.EnumerateFileSystemEntries(_tools.Outside, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint })
            .Select(path => File.Exists(path) ? $"{path} {File.ReadAllText(path)}" : path).Order(StringComparer.Ordinal)];

    public void Dispose() => _tools.Dispose();
}
