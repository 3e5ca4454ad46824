using CsCheck;
using Tandem.CodeIndex.History;
using Tandem.CodeIndex.Scanning;

namespace Tandem.CodeIndex.Tests;

public sealed class RepositoryIndexTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public RepositoryIndexTests()
    {
        _folder.Git("init", "-q");
        _folder.Write(".gitignore", ".index/\n");
        _folder.Write("src/FragmentTracker.cs", "class FragmentTracker\n{\n    void Evict(int bytes)\n    {\n        Remove(bytes);\n    }\n}\n");
        _folder.Write("src/Playlist.cs", "class Playlist\n{\n    // Parses the manifest.\n    void Parse(string text) { new FragmentTracker(); }\n}\n");
        _folder.Write("README.md", "The fragment tracker evicts fragments.\n");
    }

    [Fact]
    public void Finds_the_definition_and_its_lines()
    {
        using var index = Open();

        var hit = index.Search("evict bytes", 5)[0];

        Assert.Equal(("src/FragmentTracker.cs", 3, 6, "FragmentTracker.Evict", "method"), (hit.Path, hit.Line, hit.EndLine, hit.Symbol, hit.Kind));
        Assert.Equal("void Evict(int bytes)", hit.Snippet);
    }

    [Fact]
    public void Definitions_are_found_by_the_beginning_of_their_name()
    {
        using var index = Open();

        Assert.Equal(["Parse", "Playlist"], index.Definitions("P", 5).Select(definition => definition.Name));
        Assert.Equal(("FragmentTracker", "src/FragmentTracker.cs", 3), index.Definitions("evi", 5).Select(one => (one.Container, one.Path, one.Line)).Single());
        Assert.Empty(index.Definitions("%", 5));
        Assert.Single(index.Definitions("", 1));
    }

    [Theory]
    [InlineData("fragment tracker")]
    [InlineData("FragmentTracker")]
    [InlineData("fragment_tracker")]
    [InlineData("Where are fragments tracked?")]
    public void A_name_is_found_in_any_spelling(string question)
    {
        using var index = Open();

        Assert.Equal("src/FragmentTracker.cs", index.RankFiles(question, 5)[0]);
    }

    [Fact]
    public void Words_of_past_changes_lead_to_the_files_they_touched()
    {
        _folder.Write("src/Zeta.cs", "class Zeta;\n");
        _folder.Commit("Start");
        _folder.Write("src/Zeta.cs", "class Zeta { }\n");
        _folder.Commit("Stop the stutter on slow networks");
        _folder.Git("mv", "src/Zeta.cs", "src/Omega.cs");
        _folder.Commit("Rename");
        using var index = Open();

        Assert.Equal("src/Omega.cs", index.RankFiles("stutter again", 5)[0]);
    }

    [Fact]
    public void An_unchanged_tree_is_not_read_again()
    {
        _folder.Commit("Start");
        using (Open()) { }

        using var index = new RepositoryIndex(_folder.Index);
        var report = Refresh(index);

        Assert.True(report.IsUnchanged);
        Assert.Equal(4, report.Files);
        Assert.NotEmpty(index.RankFiles("evict", 5));
    }

    [Fact]
    public void A_file_that_was_only_touched_is_not_analysed_again()
    {
        using var index = Open();
        File.SetLastWriteTimeUtc(_folder.At("src/Playlist.cs"), new DateTime(2001, 2, 3, 0, 0, 0, DateTimeKind.Utc));

        Assert.Equal(0, Refresh(index).Changed);
    }

    [Fact]
    public void Refreshing_step_by_step_answers_like_a_fresh_index()
    {
        var name = Gen.Int[0, 4].Select(i => $"f{i}.py");
        var words = Gen.Int[0, 5].Array[0, 6].Select(ws => "def run():\n    " + string.Join(' ', ws.Select(w => $"word{(char)('a' + w)}")) + "\n");
        var step = Gen.Select(name, words, Gen.Bool);
        step.Array[1, 8].Sample(
            steps =>
            {
                using var folder = new TemporaryFolder();
                using var stepwise = new RepositoryIndex(file: null);
                foreach (var (path, text, delete) in steps)
                {
                    if (delete) File.Delete(folder.At(path));
                    else folder.Write(path, text + new string('\n', text.Length % 7));
                    stepwise.Refresh(new WorkingTree(folder.Root), history: null);
                }

                using var fresh = new RepositoryIndex(file: null);
                fresh.Refresh(new WorkingTree(folder.Root), history: null);
                foreach (var question in (string[])["worda wordb", "wordc", "f1 worde"])
                    Assert.Equal(fresh.Search(question, 9), stepwise.Search(question, 9));
            },
            iter: 8, threads: 1);
    }

    [Fact]
    public void A_tree_of_a_commit_is_indexed_without_a_checkout()
    {
        var first = _folder.Commit("Start");
        File.Delete(_folder.At("src/Playlist.cs"));
        var second = _folder.Commit("Drop the playlist");
        using var index = new RepositoryIndex(file: null);

        foreach (var (commit, found) in ((string, bool)[])[(first, true), (second, false), (first, true)])
        {
            using var tree = new GitTree(_folder.Root, commit);
            index.Refresh(tree, new GitHistory(_folder.Root, commit), cancellationToken: TestContext.Current.CancellationToken);
            Assert.Equal(found, index.Search("parse manifest", 9).Any(h => h.Path == "src/Playlist.cs"));
        }
    }

    [Fact]
    public void Huge_binary_and_oddly_encoded_files_do_no_harm()
    {
        using (var sparse = new FileStream(_folder.At("huge.cs"), FileMode.Create)) sparse.SetLength(2L << 30);
        _folder.Write("blob.cs", [1, 0, 2, 0, 3]);
        _folder.Write("latin.py", System.Text.Encoding.Latin1.GetBytes("def größe(): pass\n"));
        _folder.Write("wide.cs", [.. System.Text.Encoding.Unicode.GetPreamble(), .. System.Text.Encoding.Unicode.GetBytes("class Breitband { }\n")]);
        using var index = Open();

        Assert.Equal("größe", index.Search("größe", 3)[0].Symbol);
        Assert.Equal("Breitband", index.Search("Breitband", 3)[0].Symbol);
        Assert.Contains("huge.cs", index.RankFiles("huge", 3)); // Known by its path alone.
    }

    [Fact]
    public void Nothing_is_written_into_the_repository()
    {
        var location = IndexLocation.Of(_folder.At("home"), _folder.Root);

        Assert.StartsWith(_folder.At("home"), location, StringComparison.Ordinal);
        Assert.NotEqual(location, IndexLocation.Of(_folder.At("home"), _folder.At("src")));
    }

    [Fact]
    public void A_map_never_needs_more_than_its_budget() =>
        Gen.Int[0, 200].Sample(
            budget =>
            {
                var map = Shared.Value.Map(budget, cancellationToken: CancellationToken.None);
                Assert.True(map.EstimatedTokens <= budget);
                Assert.True(map.Text.Length <= budget * 3);
            },
            iter: 50, threads: 1);

    [Fact]
    public void A_map_names_files_and_definitions()
    {
        var map = Shared.Value.Map(500, cancellationToken: TestContext.Current.CancellationToken);

        Assert.Contains("src/FragmentTracker.cs\n  1 class FragmentTracker\n  3 method FragmentTracker.Evict\n", map.Text, StringComparison.Ordinal);
        Assert.Equal((2, 4), (map.Files, map.Symbols));
        Assert.StartsWith("src/Playlist.cs", Shared.Value.Map(500, "parse the manifest", cancellationToken: TestContext.Current.CancellationToken).Text, StringComparison.Ordinal);
    }

    private Lazy<RepositoryIndex> Shared => field ??= new Lazy<RepositoryIndex>(Open);

    public void Dispose()
    {
        if (Shared.IsValueCreated) Shared.Value.Dispose();
        _folder.Dispose();
    }

    private RepositoryIndex Open()
    {
        var index = new RepositoryIndex(_folder.Index);
        Refresh(index);
        return index;
    }

    private RefreshReport Refresh(RepositoryIndex index) =>
        index.Refresh(new WorkingTree(_folder.Root), new GitHistory(_folder.Root), cancellationToken: TestContext.Current.CancellationToken);
}
