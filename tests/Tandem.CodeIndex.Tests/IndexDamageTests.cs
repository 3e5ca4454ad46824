using Microsoft.Data.Sqlite;
using Tandem.CodeIndex.History;
using Tandem.CodeIndex.Scanning;

namespace Tandem.CodeIndex.Tests;

public sealed class IndexDamageTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public IndexDamageTests()
    {
        _folder.Git("init", "-q");
        _folder.Write(".gitignore", ".index/\n");
        _folder.Write("src/FragmentTracker.cs", "class FragmentTracker\n{\n    void Evict(int bytes)\n    {\n        Remove(bytes);\n    }\n}\n");
    }

    [Fact]
    public void A_corrupt_index_is_made_again_and_says_so()
    {
        using (Open()) { }
        SqliteConnection.ClearAllPools();
        File.WriteAllText(_folder.Index, "this is no database, but long enough to look like one " + new string('x', 4_096));
        File.Delete(_folder.Index + "-wal");
        using var index = new RepositoryIndex(_folder.Index);

        var report = Refresh(index);

        Assert.Contains("damaged", Assert.Single(report.Notes), StringComparison.Ordinal);
        Assert.Equal("src/FragmentTracker.cs", index.RankFiles("fragment tracker", 1)[0]);
    }

    [Fact]
    public void Damage_deep_in_the_file_is_found_on_use_and_cured()
    {
        using (Open()) { }
        using (var file = new FileStream(_folder.Index, FileMode.Open))
        {
            file.Position = 4_096; // The first page stays: the file opens, its tables do not read.
            file.Write(new byte[file.Length - 4_096]);
        }

        using var index = new RepositoryIndex(_folder.Index);
        Refresh(index);

        Assert.Equal("src/FragmentTracker.cs", index.RankFiles("fragment tracker", 1)[0]);
    }

    [Fact]
    public void Damage_that_only_a_question_meets_is_cured_and_told_with_the_next_refresh()
    {
        using (Open()) { }
        using (var connection = new SqliteConnection($"Data Source={_folder.Index};Pooling=False"))
        {
            connection.Open();
            using var spoil = connection.CreateCommand();
            spoil.CommandText = "UPDATE file_term_data SET block = zeroblob(8) WHERE id > 10"; // The words; the tables beside them stay.
            Assert.True(spoil.ExecuteNonQuery() > 0);
        }

        using var index = new RepositoryIndex(_folder.Index);
        Assert.True(Refresh(index).IsUnchanged);

        Assert.Equal("src/FragmentTracker.cs", index.RankFiles("fragment tracker", 1)[0]);
        Assert.Contains("damaged", Assert.Single(Refresh(index).Notes), StringComparison.Ordinal);
    }

    [Fact]
    public void While_another_process_writes_the_last_state_answers()
    {
        using (Open()) { }
        using var other = new SqliteConnection($"Data Source={_folder.Index};Pooling=False");
        other.Open();
        using var begin = other.CreateCommand();
        begin.CommandText = "BEGIN IMMEDIATE";
        begin.ExecuteNonQuery();
        _folder.Write("src/New.cs", "class New;\n");
        using var index = new RepositoryIndex(_folder.Index, lockTimeout: TimeSpan.FromMilliseconds(50));

        var report = Refresh(index);

        Assert.Contains("another process", Assert.Single(report.Notes), StringComparison.Ordinal);
        Assert.Equal("src/FragmentTracker.cs", index.RankFiles("fragment tracker", 1)[0]);
    }

    [Fact]
    public void Where_nothing_can_be_written_the_index_lives_in_memory()
    {
        _folder.Write("occupied", "a file where a folder is needed");
        using var index = new RepositoryIndex(_folder.At("occupied/index.db"));

        var report = Refresh(index);

        Assert.Contains("in memory", Assert.Single(report.Notes), StringComparison.Ordinal);
        Assert.Equal("src/FragmentTracker.cs", index.RankFiles("fragment tracker", 1)[0]);
    }

    [Fact]
    public void A_cancelled_refresh_leaves_the_state_before_it()
    {
        using var index = Open();
        _folder.Write("src/New.cs", "class Brandnew;\n");
        using var stop = new CancellationTokenSource();

        Assert.ThrowsAny<OperationCanceledException>(() => index.Refresh(new WorkingTree(_folder.Root), history: null, _ => stop.Cancel(), stop.Token));

        Assert.Empty(index.RankFiles("Brandnew", 1));
        Assert.Equal(1, Refresh(index).Added);
        Assert.Equal("src/New.cs", index.RankFiles("Brandnew", 1)[0]);
    }

    public void Dispose() => _folder.Dispose();

    private RepositoryIndex Open()
    {
        var index = new RepositoryIndex(_folder.Index);
        Refresh(index);
        return index;
    }

    private RefreshReport Refresh(RepositoryIndex index) =>
        index.Refresh(new WorkingTree(_folder.Root), new GitHistory(_folder.Root), cancellationToken: TestContext.Current.CancellationToken);
}
