using System.Diagnostics;
using Tandem.Agent.Checkpoints;

namespace Tandem.Agent.Tests.Checkpoints;

public sealed class CheckpointTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("tandem-checkpoints-").FullName;
    private readonly CheckpointStore _store;

    public CheckpointTests()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Modes and links of Unix.");
        Directory.CreateDirectory(Root);
        Write("src/a.txt", "one\ntwo\n");
        Write("script.sh", "#!/bin/sh\n");
        SetMode("script.sh", UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        File.WriteAllBytes(PathOf("image.bin"), [0, 1, 2, 255, 254]);
        Write("notes.txt", "untracked, the person's");
        File.CreateSymbolicLink(PathOf("link"), "src/a.txt");
        Directory.CreateDirectory(PathOf("empty"));
        _store = Open();
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string Root => Path.Combine(_folder, "workspace");

    private string Data => Path.Combine(_folder, "data");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Undo_restores_the_tree_byte_for_byte_with_modes_links_binary_and_empty_folders()
    {
        var before = Picture();
        await ChangeAsync(() =>
        {
            Write("src/a.txt", "changed");
            Write("src/new/deep.txt", "added");
            File.Delete(PathOf("image.bin"));
            SetMode("script.sh", UnixFileMode.UserRead);
            File.Delete(PathOf("link"));
            File.CreateSymbolicLink(PathOf("link"), "script.sh");
            Directory.Delete(PathOf("empty"));
            Directory.Move(PathOf("src"), PathOf("moved"));
            Write("notes.txt", "overwritten");
            Directory.CreateDirectory(PathOf("image.bin"));
            Write("image.bin/inside", "a folder where a file was");
        });
        Assert.NotEqual(before, Picture());

        var report = await _store.UndoAsync(_store.List()[0].Id, Token);

        Assert.Empty(report.Kept);
        Assert.Equal(before, Picture());
    }

    [Fact]
    public async Task An_undo_can_be_undone()
    {
        await ChangeAsync(() => Write("src/a.txt", "changed"));
        var changed = Picture();
        await _store.UndoAsync(_store.List()[0].Id, Token);

        var undo = _store.List()[0];
        await _store.UndoAsync(undo.Id, Token);

        Assert.Equal("undo: the task", undo.Label);
        Assert.Equal(changed, Picture());
    }

    [Fact]
    public async Task What_the_person_changed_after_the_agent_is_kept_and_said()
    {
        await ChangeAsync(() =>
        {
            Write("src/a.txt", "by the agent");
            Write("made/one.txt", "by the agent");
        });
        Write("src/a.txt", "by the person");
        Write("made/mine.txt", "by the person");
        Write("other.txt", "by the person");

        var report = await _store.UndoAsync(_store.List()[0].Id, Token);

        Assert.Equal(["made", "src/a.txt"], report.Kept.Select(kept => kept.Path).Order());
        Assert.Equal("by the person", File.ReadAllText(PathOf("src/a.txt")));
        Assert.Equal("by the person", File.ReadAllText(PathOf("made/mine.txt")));
        Assert.True(File.Exists(PathOf("other.txt")));
        Assert.False(File.Exists(PathOf("made/one.txt")));
    }

    [Fact]
    public async Task What_the_person_changes_between_the_agents_actions_is_not_the_agents()
    {
        await using (var checkpoint = await _store.BeginAsync("ses_1", "the task", Token))
        {
            await StepAsync(checkpoint, () => Write("src/a.txt", "first"));
            Write("notes.txt", "by the person");
            Write("src/a.txt", "mixed by the person");
            await StepAsync(checkpoint, () => Write("src/a.txt", "second"));
            Assert.DoesNotContain(checkpoint.Changes, change => change.Path is "notes.txt");
        }

        var report = await _store.UndoAsync(_store.List()[0].Id, Token);

        Assert.Equal("src/a.txt", Assert.Single(report.Kept).Path);
        Assert.Equal("second", File.ReadAllText(PathOf("src/a.txt")));
        Assert.Equal("by the person", File.ReadAllText(PathOf("notes.txt")));
    }

    [Fact]
    public async Task Rolling_back_leaves_the_checkpoint_open_for_the_next_attempt()
    {
        var before = Picture();
        await using (var checkpoint = await _store.BeginAsync("ses_1", "the task", Token))
        {
            await StepAsync(checkpoint, () => Write("src/a.txt", "weak"));
            Assert.Contains("+weak", await checkpoint.DiffAsync(1_000, Token), StringComparison.Ordinal);
            await checkpoint.RollBackAsync(Token);
            Assert.Equal(before, Picture());
            Assert.Empty(checkpoint.Changes);
            await StepAsync(checkpoint, () => Write("src/b.txt", "strong"));
            Assert.Equal("src/b.txt", Assert.Single(checkpoint.Changes, change => change.After?.Kind != FileStateKind.Folder).Path);
        }
        await _store.UndoAsync(_store.List()[0].Id, Token);

        Assert.Equal(before, Picture());
    }

    [Fact]
    public async Task A_turn_cut_off_by_a_kill_can_be_undone_by_the_next_process()
    {
        var before = Picture();
        var checkpoint = await _store.BeginAsync("ses_1", "the task", Token);
        await StepAsync(checkpoint, () => Write("src/a.txt", "kept as a step"));
        await checkpoint.BeforeAsync(null, Token);
        Write("src/a.txt", "in the middle of a step");
        Write("half.txt", "x");
        MarkAsKilled(checkpoint.Id);

        var store = Open();
        var report = await store.UndoAsync(checkpoint.Id, Token);

        Assert.Empty(report.Kept);
        Assert.Equal(before, Picture());
    }

    [Fact]
    public async Task A_link_put_in_a_folders_place_does_not_lead_an_undo_outside()
    {
        await ChangeAsync(() => Write("src/a.txt", "changed"));
        var outside = Directory.CreateDirectory(Path.Combine(_folder, "outside")).FullName;
        Directory.Move(PathOf("src"), Path.Combine(outside, "src"));
        File.CreateSymbolicLink(PathOf("src"), Path.Combine(outside, "src"));

        var report = await _store.UndoAsync(_store.List()[0].Id, Token);

        Assert.Equal("src/a.txt", Assert.Single(report.Kept).Path);
        Assert.Equal("changed", File.ReadAllText(Path.Combine(outside, "src", "a.txt")));
    }

    [Fact]
    public async Task In_a_repository_generated_folders_are_left_out_and_ignored_files_are_not_and_git_is_untouched()
    {
        Git("init", "-q");
        Write(".gitignore", "bin/\n*.local\n");
        Write("bin/out.dll", "built");
        Write("settings.local", "ignored, the person's");
        Git("add", "-A");
        var git = Picture(".git");

        await ChangeAsync(() =>
        {
            Write("bin/out.dll", "built again");
            Write("settings.local", "changed");
        });
        var report = await _store.UndoAsync(_store.List()[0].Id, Token);

        Assert.Equal(["settings.local"], report.Restored);
        Assert.Equal("ignored, the person's", File.ReadAllText(PathOf("settings.local")));
        Assert.Equal("built again", File.ReadAllText(PathOf("bin/out.dll")));
        Assert.Equal(git, Picture(".git"));
    }

    [Fact]
    public async Task A_second_look_reads_only_what_changed_and_sees_a_change_that_keeps_size_and_time()
    {
        var file = PathOf("src/a.txt");
        await using var checkpoint = await _store.BeginAsync("ses_1", "the task", Token);
        var time = File.GetLastWriteTimeUtc(file);

        await StepAsync(checkpoint, () =>
        {
            Write("src/a.txt", "ONE\nTWO\n");
            File.SetLastWriteTimeUtc(file, time);
        });

        Assert.Equal("src/a.txt", Assert.Single(checkpoint.Changes).Path);
    }

    [Fact]
    public async Task An_edit_that_names_its_paths_is_undone_with_the_folders_it_made()
    {
        var before = Picture();
        await using (var checkpoint = await _store.BeginAsync("ses_1", "the task", Token))
        {
            string[] paths = ["src/a.txt", "made/deep/new.txt"];
            await checkpoint.BeforeAsync(paths, Token);
            Write("src/a.txt", "changed");
            Write("made/deep/new.txt", "added");
            await checkpoint.AfterAsync(paths, Token);
        }

        var report = await _store.UndoAsync(_store.List()[0].Id, Token);

        Assert.Empty(report.Kept);
        Assert.Equal(before, Picture());
    }

    [Fact]
    public async Task A_turn_that_changes_nothing_leaves_nothing()
    {
        await ChangeAsync(() => { });

        Assert.Empty(_store.List());
    }

    private CheckpointStore Open() => new(Root, Data, TimeProvider.System);

    private async Task ChangeAsync(Action change)
    {
        await using var checkpoint = await _store.BeginAsync("ses_1", "the task", Token);
        await StepAsync(checkpoint, change);
    }

    private static async Task StepAsync(Checkpoint checkpoint, Action change)
    {
        await checkpoint.BeforeAsync(null, Token);
        change();
        await checkpoint.AfterAsync(null, Token);
    }

    /// <summary>As if the process that holds it had died.</summary>
    private void MarkAsKilled(string id)
    {
        var header = Directory.EnumerateFiles(Data, id + ".json", SearchOption.AllDirectories).Single();
        File.WriteAllText(header, File.ReadAllText(header).Replace($"\"process\":{Environment.ProcessId}", "\"process\":999999999", StringComparison.Ordinal));
    }

    private string PathOf(string path) => Path.Combine(Root, path);

    private void Write(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(PathOf(path))!);
        File.WriteAllText(PathOf(path), text);
    }

    private void SetMode(string path, UnixFileMode mode)
    {
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(PathOf(path), mode);
    }

    private void Git(params string[] arguments)
    {
        using var git = Process.Start(new ProcessStartInfo("git", arguments) { WorkingDirectory = Root })!;
        git.WaitForExit();
        Assert.Equal(0, git.ExitCode);
    }

    /// <summary>Every entry with kind, mode and content.</summary>
    private List<string> Picture(string below = "")
    {
        var options = new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0 };
        return [.. new DirectoryInfo(PathOf(below)).EnumerateFileSystemInfos("*", options).Where(entry => below.Length > 0 || !entry.FullName.Contains("/.git/", StringComparison.Ordinal)).Select(Line).Order(StringComparer.Ordinal)];
    }

    private string Line(FileSystemInfo entry)
    {
        var name = Path.GetRelativePath(Root, entry.FullName);
        if (entry.LinkTarget is { } target) return $"{name} -> {target}";
        if (OperatingSystem.IsWindows()) return name;
        return $"{name} {entry.UnixFileMode} {(entry is FileInfo ? Convert.ToHexString(File.ReadAllBytes(entry.FullName)) : "/")}";
    }
}
