using System.Text.Json;
using Tandem.Agent.Edits;
using Tandem.Agent.Edits.Workspace;

namespace Tandem.Agent.Tests.Edits;

public sealed class CommitTests
{
    private const string Patch = """
        *** Begin Patch
        *** Update File: a.txt
        @@
        -a
        +A
        *** Add File: new/deep/b.txt
        +b
        *** Delete File: c.txt
        *** Update File: d.txt
        *** Move to: moved/d.txt
        @@
        -d
        +D
        *** End Patch
        """;

    private static readonly string[] OldNames = ["a.txt", "c.txt", "d.txt"];
    private static readonly string[] NewNames = ["a.txt", "moved/d.txt", "new/deep/b.txt"];

    private sealed class Crash : Exception;

    private static Box CreateBox() => new() { ["a.txt"] = "a\n", ["c.txt"] = "c\n", ["d.txt"] = "d\n" };

    /// <summary>Runs the commit and ends it, without any clean-up, after its n-th step; false where it has fewer.</summary>
    private static bool CrashAt(Box box, int step)
    {
        var seen = 0;
        var engine = new EditEngine { Reached = _ => { if (seen++ == step) throw new Crash(); } };
        try
        {
            engine.Apply(new EditRequest { Root = box.Root, Text = Patch });
            return false;
        }
        catch (Crash)
        {
            return true;
        }
    }

    [Fact]
    public void A_crash_at_any_step_leaves_whole_files_and_the_next_start_makes_all_of_them_old_or_all_new()
    {
        var outcomes = new List<bool>();
        for (var step = 0; ; step++)
        {
            using var box = CreateBox();
            if (!CrashAt(box, step)) break;
            foreach (var name in box.Names().Where(name => name.EndsWith(".txt", StringComparison.Ordinal)))
                Assert.Contains(box[name], (string[])["a\n", "A\n", "b\n", "c\n", "d\n", "D\n"]);

            var next = box.Apply("nothing to apply");

            Assert.Equal(EditErrorKind.Malformed, next.Error!.Kind);
            var isNew = box["a.txt"] == "A\n";
            Assert.Equal(isNew ? NewNames : OldNames, box.Names());
            Assert.Equal(isNew ? ["A\n", "D\n", "b\n"] : ["a\n", "c\n", "d\n"], box.Names().Select(name => box[name]));
            Assert.Equal(isNew, Directory.Exists(Path.Combine(box.Root, "new")));
            outcomes.Add(isNew);
        }
        // Prepared and staged are taken back, committed and published carried through.
        Assert.Equal([.. Enumerable.Repeat(false, 4), .. Enumerable.Repeat(true, 6)], outcomes);
    }

    [Fact]
    public void A_finished_commit_leaves_no_trace()
    {
        using var box = CreateBox();
        Assert.Equal(EditStatus.Applied, box.Apply(Patch).Status);
        Assert.Equal(NewNames, box.Names());
    }

    [Fact]
    public void Refuses_while_another_commit_is_being_written()
    {
        using var box = CreateBox();
        using var other = EditJournal.Open(new PathResolver(box.Root));
        Assert.Equal(EditErrorKind.Stale, box.Apply(Patch).Error!.Kind);
        Assert.Equal("a\n", box["a.txt"]);
    }

    [Fact]
    public void Refuses_a_file_that_changed_while_the_edit_was_staged()
    {
        using var box = CreateBox();
        var engine = new EditEngine
        {
            Reached = step =>
            {
                if (step == "prepared") box["d.txt"] = "mine\n";
            },
        };

        var error = engine.Apply(new EditRequest { Root = box.Root, Text = Patch }).Error!;

        Assert.Equal((EditErrorKind.Stale, "d.txt"), (error.Kind, error.Path));
        Assert.Equal(OldNames, box.Names());
        Assert.Equal("mine\n", box["d.txt"]);
        Assert.False(Directory.Exists(Path.Combine(box.Root, "new")));
    }

    [Fact]
    public void Recovery_does_not_overwrite_what_was_written_after_the_crash()
    {
        using var box = CreateBox();
        Assert.True(CrashAt(box, 4)); // Committed, nothing published.
        box["a.txt"] = "mine\n";

        box.Apply("nothing to apply");

        Assert.Equal("mine\n", box["a.txt"]);
        Assert.Equal(NewNames, box.Names());
    }

    [Theory]
    [InlineData("../outside/secret.txt")]
    [InlineData(".git/config")]
    [InlineData("link/secret.txt")]
    public void A_journal_that_came_with_a_repository_cannot_reach_out(string path)
    {
        using var box = CreateBox();
        box[".git/config"] = "x";
        File.CreateSymbolicLink(Path.Combine(box.Root, "link"), box.Outside);
        var step = new JournalStep { Path = path, OldHash = StagedFile.Hash("x"u8) };
        var record = new JournalRecord { Version = 1, Steps = [step], NewFolders = ["../outside"] };
        var before = box.Snapshot();
        box[EditJournal.FileName] = JsonSerializer.Serialize(record, JournalJson.Default.JournalRecord) + "\ncommit\n";

        box.Apply("nothing to apply");

        Assert.Equal(before, box.Snapshot());
    }

    [Theory]
    [InlineData("")]
    [InlineData("{\"version\": 1, \"st")]
    [InlineData("{\"version\": 2}\ncommit\n")]
    [InlineData("null")]
    public void A_broken_journal_is_removed(string text)
    {
        using var box = CreateBox();
        box[EditJournal.FileName] = text;
        Assert.Equal(EditStatus.Applied, box.Apply(Patch).Status);
        Assert.Equal(NewNames, box.Names());
    }

    [Fact]
    public void Keeps_the_files_mode_and_gives_a_new_file_the_usual_one()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows has no Unix modes.");
            return;
        }
        using var box = CreateBox();
        var script = Path.Combine(box.Root, "a.txt");
        const UnixFileMode Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupRead;
        File.SetUnixFileMode(script, Mode);
        File.SetUnixFileMode(Path.Combine(box.Root, "d.txt"), Mode);
        box["usual.txt"] = "x";

        Assert.Equal(EditStatus.Applied, box.Apply(Patch).Status);

        Assert.Equal(Mode, File.GetUnixFileMode(script));
        Assert.Equal(Mode, File.GetUnixFileMode(Path.Combine(box.Root, "moved/d.txt")));
        Assert.Equal(File.GetUnixFileMode(Path.Combine(box.Root, "usual.txt")), File.GetUnixFileMode(Path.Combine(box.Root, "new/deep/b.txt")));
    }

    [Fact]
    public void A_failure_in_the_second_file_leaves_the_first_as_it_was()
    {
        using var box = CreateBox();
        var before = box.Snapshot();
        var error = box.Apply("a.txt\n<<<<<<< SEARCH\na\n=======\nA\n>>>>>>> REPLACE\n\nc.txt\n<<<<<<< SEARCH\nzzz\n=======\nC\n>>>>>>> REPLACE\n").Error!;
        Assert.Equal((EditErrorKind.NotFound, "c.txt"), (error.Kind, error.Path));
        Assert.Equal(before, box.Snapshot());
    }

    [Fact]
    public async Task Edits_of_one_workspace_at_the_same_time_are_each_applied_whole_or_refused()
    {
        using var box = new Box { ["a.txt"] = string.Concat(Enumerable.Range(0, 8).Select(i => $"line {i}\n")) };
        var token = TestContext.Current.CancellationToken;

        var results = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(
            () => box.Apply($"a.txt\n<<<<<<< SEARCH\nline {i}\n=======\nchanged {i}\n>>>>>>> REPLACE\n"), token)));

        var text = box["a.txt"];
        for (var i = 0; i < results.Length; i++)
        {
            var applied = results[i].Status == EditStatus.Applied;
            Assert.Contains(applied ? $"changed {i}\n" : $"line {i}\n", text, StringComparison.Ordinal);
            if (!applied) Assert.Equal(EditErrorKind.Stale, results[i].Error!.Kind);
        }
        Assert.Contains(results, result => result.Status == EditStatus.Applied);
        Assert.Equal(["a.txt"], box.Names());
    }
}
