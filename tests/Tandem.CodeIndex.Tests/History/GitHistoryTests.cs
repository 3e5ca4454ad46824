using Tandem.CodeIndex.History;

namespace Tandem.CodeIndex.Tests.History;

public sealed class GitHistoryTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public GitHistoryTests() => _folder.Git("init", "-q");

    [Fact]
    public void Commits_come_newest_first_with_their_files_and_renames()
    {
        _folder.Write("a b.cs", "class A { int value; string name; }");
        _folder.Write("gone.cs", "x");
        _folder.Commit("First\n\nWith a body:\nM\tlooks/like.status");
        _folder.Git("mv", "a b.cs", "ü.cs");
        _folder.Git("rm", "-q", "gone.cs");
        var head = _folder.Commit("Rename it");

        var change = Since(null);

        Assert.Equal(head, change.Head);
        Assert.Equal(["Rename it", "First"], change.Added.Select(c => c.Message.Split('\n')[0]));
        Assert.Equal(["ü.cs"], change.Added[0].Files);
        Assert.Equal([("a b.cs", "ü.cs")], change.Added[0].Renames);
        Assert.Equal(["a b.cs", "gone.cs"], change.Added[1].Files);
    }

    [Fact]
    public void After_a_known_state_only_the_difference_comes()
    {
        _folder.Write("a.cs", "1");
        var first = _folder.Commit("First");
        _folder.Write("a.cs", "2");
        var second = _folder.Commit("Second");
        _folder.Git("reset", "-q", "--hard", first);
        _folder.Write("a.cs", "3");
        _folder.Commit("Third");

        var change = Since(second);

        Assert.False(change.StartsOver);
        Assert.Equal("Third", Assert.Single(change.Added).Message.Trim());
        Assert.Equal([second], change.Removed);
    }

    [Fact]
    public void A_known_state_that_git_forgot_starts_over()
    {
        _folder.Write("a.cs", "1");
        _folder.Commit("First");

        var change = Since(new string('a', 40));

        Assert.True(change.StartsOver);
        Assert.Single(change.Added);
    }

    [Fact]
    public void A_repository_without_commits_has_no_history()
    {
        var change = Since(null);

        Assert.Null(change.Head);
        Assert.Empty(change.Added);
    }

    [Fact]
    public void An_unknown_revision_is_named()
    {
        var error = Assert.Throws<InvalidDataException>(() => new GitHistory(_folder.Root, "no-such-tag").Since(null, 10, [], TestContext.Current.CancellationToken));

        Assert.Contains("no-such-tag", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_written_history_is_read_and_its_faults_are_named_by_line()
    {
        _folder.Write("h.jsonl", """{"commit":"c1","date":"2024-01-08","message":"Fix x","files":["a.cs"]}""" + "\n{\"commit\":1}\n");
        var file = new HistoryFile(_folder.At("h.jsonl"));

        Assert.Equal("Fix x", Assert.Single(file.Since(null, maxCommits: 1, [], TestContext.Current.CancellationToken).Added).Message);
        Assert.Contains("h.jsonl:2", Assert.Throws<InvalidDataException>(() => file.Since(null, 10, [], TestContext.Current.CancellationToken)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Trailers_links_and_hashes_are_no_words() =>
        Assert.Equal(
            "Fix the parser\n\n see   and",
            CommitMessage.Clean("Fix the parser\n\n see https://example.org/1 and\nCo-authored-by: A <a@example.org>\n(cherry picked from commit 0123456789abcdef)").Trim());

    public void Dispose() => _folder.Dispose();

    private HistoryChange Since(string? head) => new GitHistory(_folder.Root).Since(head, 100, [], TestContext.Current.CancellationToken);
}
