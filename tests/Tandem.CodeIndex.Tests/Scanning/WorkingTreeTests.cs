using CsCheck;
using Tandem.CodeIndex.Scanning;
using Tandem.CodeIndex.Tests.Symbols;

namespace Tandem.CodeIndex.Tests.Scanning;

public sealed class WorkingTreeTests
{
    [Fact]
    public void Lists_what_git_tracks_or_would_track()
    {
        using var folder = new TemporaryFolder();
        folder.Git("init", "-q");
        folder.Write(".gitignore", "*.log\n/build/\n");
        folder.Write("src/a.cs", "class A;");
        folder.Write("src/ü b.cs", "class B;");
        folder.Write("build/c.cs", "class C;");
        folder.Write("d.log", "x");

        Assert.Equal([".gitignore", "src/a.cs", "src/ü b.cs"], List(folder).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Without_a_repository_it_walks_and_says_so()
    {
        using var folder = new TemporaryFolder();
        folder.Write(".gitignore", "*.log\n!keep.log\n");
        folder.Write("src/a.cs", "class A;");
        folder.Write("node_modules/x/y.js", "z");
        folder.Write("d.log", "x");
        folder.Write("keep.log", "x");
        var notes = new List<string>();

        var paths = new WorkingTree(folder.Root).List(notes, TestContext.Current.CancellationToken).Select(e => e.Path);

        Assert.Equal([".gitignore", "keep.log", "src/a.cs"], paths.Order(StringComparer.Ordinal));
        Assert.Contains("is not a git repository", Assert.Single(notes), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Links_are_not_followed_so_that_loops_and_foreign_files_stay_out(bool inRepository)
    {
        using var folder = new TemporaryFolder();
        if (inRepository) folder.Git("init", "-q");
        folder.Write("src/a.cs", "class A;");
        Directory.CreateSymbolicLink(folder.At("src/loop"), folder.At("src"));
        File.CreateSymbolicLink(folder.At("src/passwd.cs"), "/etc/passwd");
        File.CreateSymbolicLink(folder.At("src/self.cs"), folder.At("src/self.cs"));

        Assert.Equal(["src/a.cs"], List(folder));
    }

    [Fact]
    public async Task A_pipe_or_a_device_is_not_waited_for()
    {
        if (OperatingSystem.IsWindows()) Assert.Skip("Windows has no pipes in folders.");
        using var folder = new TemporaryFolder();
        folder.Write("src/a.cs", "class Alpha;");
        Directory.CreateDirectory(folder.At("other"));
        foreach (var pipe in (string[])["src/pipe.cs", ".gitignore"])
            using (var make = System.Diagnostics.Process.Start("mkfifo", folder.At(pipe))) await make.WaitForExitAsync(TestContext.Current.CancellationToken);
        File.CreateSymbolicLink(folder.At("other/.gitignore"), "/dev/zero");
        using var index = new RepositoryIndex(file: null);

        var refresh = Task.Run(() => index.Refresh(new WorkingTree(folder.Root), history: null), TestContext.Current.CancellationToken);

        await refresh.WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
        Assert.Equal("src/a.cs", Assert.Single(index.RankFiles("alpha", 5)));
    }

    [Fact]
    public void A_folder_that_may_not_be_read_is_named()
    {
        using var folder = new TemporaryFolder();
        folder.Write("a.cs", "class A;");
        folder.Write("closed/b.cs", "class B;");
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows has no such modes.");
            return;
        }

        if (Environment.IsPrivilegedProcess) Assert.Skip("This user may read every folder.");
        File.SetUnixFileMode(folder.At("closed"), UnixFileMode.None);
        var notes = new List<string>();

        var paths = new WorkingTree(folder.Root).List(notes, TestContext.Current.CancellationToken).Select(e => e.Path).ToList();

        File.SetUnixFileMode(folder.At("closed"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        Assert.Equal(["a.cs"], paths);
        Assert.Contains(notes, note => note.Contains("closed", StringComparison.Ordinal));
    }

    [Fact]
    public void A_submodule_is_another_repository_and_left_out()
    {
        using var folder = new TemporaryFolder();
        using var other = new TemporaryFolder();
        other.Git("init", "-q");
        other.Write("inner.cs", "class Inner;");
        other.Commit("inner");
        folder.Git("init", "-q");
        folder.Write("outer.cs", "class Outer;");
        folder.Git("submodule", "--quiet", "add", other.Root, "sub");

        Assert.Equal([".gitmodules", "outer.cs"], List(folder).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Nothing_that_the_repository_configures_is_started()
    {
        using var folder = new TemporaryFolder();
        folder.Git("init", "-q");
        folder.Write("a.cs", "class A;");
        folder.Commit("one");
        var trap = folder.At("trap.sh");
        var proof = folder.At("was-started");
        File.WriteAllText(trap, $"#!/bin/sh\ntouch {proof}\n");
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(trap, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        foreach (var key in (string[])["core.fsmonitor", "core.pager", "diff.external", "gpg.program", "core.sshCommand"]) folder.Git("config", key, trap);
        folder.Git("config", "log.showSignature", "true");
        folder.Git("config", "core.hooksPath", folder.Root);

        using var index = new RepositoryIndex(file: null);
        index.Refresh(new WorkingTree(folder.Root), new CodeIndex.History.GitHistory(folder.Root), cancellationToken: TestContext.Current.CancellationToken);

        Assert.False(File.Exists(proof));
    }

    [Fact]
    public void A_missing_folder_is_named()
    {
        var missing = new WorkingTree(Path.Combine(Path.GetTempPath(), "tandem-no-such-folder"));

        var error = Assert.Throws<DirectoryNotFoundException>(() => missing.List([], TestContext.Current.CancellationToken));

        Assert.Contains("tandem-no-such-folder", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_own_walk_ignores_what_git_ignores()
    {
        var name = TextGen.OneOf("a", "b", "foo", "x.log", "y.txt");
        var path = name.Array[1, 3].Select(parts => string.Join('/', parts));
        var pattern = TextGen.OneOf("*.log", "/a", "a/", "foo/", "b/**", "**/foo", "!x.log", "a/*", "?", "[a-b]", "foo/x.log", "!foo/", "#c", "a/**/y.txt", "*", "!a");
        Gen.Select(path.Array[1, 8], pattern.Array[0, 4]).Sample(
            (paths, patterns) =>
            {
                using var folder = new TemporaryFolder();
                folder.Write(".gitignore", string.Join('\n', patterns));
                foreach (var p in paths)
                {
                    try
                    {
                        folder.Write(p, "text");
                    }
                    catch (Exception e) when (e is IOException or UnauthorizedAccessException)
                    {
                        // The same name was drawn as a file and as a folder.
                    }
                }

                var own = FolderWalk.List(folder.Root, [], CancellationToken.None).Order(StringComparer.Ordinal).ToArray();
                folder.Git("init", "-q");
                var git = folder.Git("ls-files", "-co", "--exclude-standard", "-z").Split('\0', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal).ToArray();
                Assert.Equal(git, own);
            },
            iter: 8, threads: 1);
    }

    private static IEnumerable<string> List(TemporaryFolder folder) =>
        new WorkingTree(folder.Root).List([], TestContext.Current.CancellationToken).Select(e => e.Path);
}
