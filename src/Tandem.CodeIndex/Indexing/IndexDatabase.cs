using Microsoft.Data.Sqlite;

namespace Tandem.CodeIndex.Indexing;

/// <summary>The index file: one SQLite database per repository. It holds nothing that cannot be made again.</summary>
internal sealed class IndexDatabase : IDisposable
{
    private const int Version = 2; // A new layout, tokenizer or stemmer is a new version: the index is then made afresh.

    private const string Schema = """
        CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
        CREATE TABLE file (
            id INTEGER PRIMARY KEY AUTOINCREMENT, path TEXT NOT NULL UNIQUE, stamp TEXT NOT NULL, hash BLOB, role INTEGER NOT NULL,
            lines INTEGER NOT NULL, lengths BLOB NOT NULL, imports TEXT NOT NULL, reference_hashes BLOB NOT NULL, targets BLOB);
        CREATE TABLE symbol (
            file INTEGER NOT NULL, ordinal INTEGER NOT NULL, name TEXT NOT NULL, container TEXT NOT NULL, kind TEXT NOT NULL,
            line INTEGER NOT NULL, end_line INTEGER NOT NULL, PRIMARY KEY (file, ordinal)) WITHOUT ROWID;
        CREATE TABLE past (id INTEGER PRIMARY KEY AUTOINCREMENT, hash TEXT NOT NULL UNIQUE, time INTEGER NOT NULL, words INTEGER NOT NULL, paths TEXT NOT NULL);
        CREATE TABLE rename (from_path TEXT PRIMARY KEY, to_path TEXT NOT NULL) WITHOUT ROWID;
        CREATE VIRTUAL TABLE file_term USING fts5(terms, content='', contentless_delete=1, detail=none, tokenize="ascii tokenchars '_='");
        CREATE VIRTUAL TABLE past_term USING fts5(terms, content='', contentless_delete=1, detail=none, tokenize="ascii tokenchars '_='");
        CREATE VIRTUAL TABLE file_vocabulary USING fts5vocab(file_term, instance);
        CREATE VIRTUAL TABLE past_vocabulary USING fts5vocab(past_term, instance);
        """;

    private IndexDatabase(SqliteConnection connection) => Connection = connection;

    public SqliteConnection Connection { get; }

    /// <summary>Opens or makes the index.</summary>
    /// <param name="file">The database, or null for one in memory.</param>
    /// <param name="notes">Receives what had to be done instead, in words for the user.</param>
    public static IndexDatabase Open(string? file, TimeSpan lockTimeout, ICollection<string> notes)
    {
        if (file is null) return OpenOnce(null, lockTimeout);
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(file))!);
            return OpenOnce(file, lockTimeout);
        }
        catch (SqliteException e) when (IsDamaged(e))
        {
            notes.Add($"the index '{file}' was damaged and is made again");
            Delete(file);
            return OpenOnce(file, lockTimeout);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException || e is SqliteException { SqliteErrorCode: 8 or 14 })
        {
            notes.Add($"the index is kept in memory for this run: '{file}' cannot be written ({e.Message}); set TANDEM_HOME to a folder that can");
            return OpenOnce(null, lockTimeout);
        }
    }

    /// <summary>Corrupt (11) or no database at all (26).</summary>
    public static bool IsDamaged(SqliteException e) => e.SqliteErrorCode is 11 or 26;

    /// <summary>Busy (5) or locked (6): another process writes.</summary>
    public static bool IsLocked(SqliteException e) => e.SqliteErrorCode is 5 or 6;

    public static void Delete(string file)
    {
        SqliteConnection.ClearAllPools();
        foreach (var suffix in (ReadOnlySpan<string>)["", "-wal", "-shm"]) File.Delete(file + suffix);
    }

    public SqliteCommand Command(string sql, params ReadOnlySpan<string> parameters)
    {
        var command = Connection.CreateCommand();
        command.CommandText = sql;
        foreach (var parameter in parameters) command.Parameters.Add(new SqliteParameter { ParameterName = parameter });
        return command;
    }

    public void Execute(string sql)
    {
        using var command = Command(sql);
        command.ExecuteNonQuery();
    }

    public string? GetMeta(string key)
    {
        using var command = Command("SELECT value FROM meta WHERE key = @key", "@key");
        command.Parameters[0].Value = key;
        return command.ExecuteScalar() as string;
    }

    public void SetMeta(string key, string? value)
    {
        using var command = Command("INSERT INTO meta VALUES (@key, @value) ON CONFLICT (key) DO UPDATE SET value = excluded.value", "@key", "@value");
        command.Parameters[0].Value = key;
        command.Parameters[1].Value = (object?)value ?? DBNull.Value;
        command.ExecuteNonQuery();
    }

    public void Dispose() => Connection.Dispose();

    private static IndexDatabase OpenOnce(string? file, TimeSpan lockTimeout)
    {
        var text = new SqliteConnectionStringBuilder { DataSource = file ?? ":memory:", Pooling = false };
        var connection = new SqliteConnection(text.ToString());
        try
        {
            connection.Open();
            var database = new IndexDatabase(connection);
            // Losing the last refresh in a power cut costs a refresh; a torn file would be found and made again.
            database.Execute($"PRAGMA busy_timeout = {(int)lockTimeout.TotalMilliseconds}");
            connection.DefaultTimeout = Math.Max(1, (int)lockTimeout.TotalSeconds); // Whole seconds; 0 would mean for ever.
            database.Execute("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA temp_store = MEMORY;");
            database.Migrate();
            return database;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private void Migrate()
    {
        using var read = Command("PRAGMA user_version");
        var version = Convert.ToInt32(read.ExecuteScalar(), System.Globalization.CultureInfo.InvariantCulture);
        if (version == Version) return;
        using var transaction = Connection.BeginTransaction();
        using (var tables = Command("SELECT name FROM sqlite_master WHERE type = 'table' AND sql LIKE 'CREATE VIRTUAL%' ORDER BY sql LIKE '%fts5vocab%' DESC"))
            foreach (var name in ReadNames(tables)) Execute($"DROP TABLE \"{name}\"");
        using (var tables = Command("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"))
            foreach (var name in ReadNames(tables)) Execute($"DROP TABLE \"{name}\"");
        Execute(Schema);
        Execute($"PRAGMA user_version = {Version}");
        transaction.Commit();
    }

    private static List<string> ReadNames(SqliteCommand command)
    {
        var names = new List<string>();
        using var rows = command.ExecuteReader();
        while (rows.Read()) names.Add(rows.GetString(0));
        return names;
    }
}
