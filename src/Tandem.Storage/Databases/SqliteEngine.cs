using System.Buffers.Binary;
using System.Data;
using System.Data.Common;
using Microsoft.Data.Sqlite;
using Tandem.Pipeline.Ledger;
using Tandem.Storage.Ledger;

namespace Tandem.Storage.Databases;

/// <summary>SQLite in a file: write-ahead log, full synchronisation.</summary>
internal sealed class SqliteEngine(DataDirectory directory, TimeSpan busyTimeout) : IDatabaseEngine
{
    private const int ApplicationId = 0x54616E64; // "Tand": what tells our file from any other SQLite database.
    private readonly string _path = directory.Database;
    private readonly SqliteSource _source = new(directory.Database, busyTimeout);

    public string Migrations => "Sqlite";

    public string Place => _path;

    public DbDataSource Source => _source;

    public IWriterPresence Writers { get; } = new WriterLocks(Path.Combine(directory.Path, "writers"));

    public string RowLock => "";

    public async Task PrepareAsync(CancellationToken cancellationToken)
    {
        var isNew = await IsNewAsync(cancellationToken);
        if (isNew) CreateFile();
        await using var connection = await _source.OpenConnectionAsync(cancellationToken);
        // Signed before anything else is in it: a crash between leaves an empty or a signed file.
        if (isNew) await PragmaAsync(connection, FormattableString.Invariant($"PRAGMA application_id = {ApplicationId}"), cancellationToken);
        await PragmaAsync(connection, "PRAGMA journal_mode = WAL", cancellationToken); // Stays in the file; later this only reads it.
    }

    public async Task<DbTransaction> BeginWriteAsync(DbConnection connection, CancellationToken cancellationToken) =>
        await connection.BeginTransactionAsync(IsolationLevel.Serializable, cancellationToken); // BEGIN IMMEDIATE: waits here, not in the middle.

    public async ValueTask<long?> ReadVersionAsync(Statements statements) => (await statements.ListAsync("PRAGMA data_version", static row => row.Number(0)))[0];

    public Task CommitAsync(DbTransaction transaction, CancellationToken cancellationToken) => transaction.CommitAsync(cancellationToken);

    public Task<DbTransaction> BeginSnapshotAsync(DbConnection connection, CancellationToken cancellationToken) =>
        Task.FromResult<DbTransaction>(((SqliteConnection)connection).BeginTransaction(deferred: true));

    public Task<DbTransaction> BeginMigrationAsync(DbConnection connection, CancellationToken cancellationToken) =>
        BeginWriteAsync(connection, cancellationToken);

    public bool IsTransient(DbException exception) => false; // One writer at a time: nothing to be the victim of.

    public bool IsDuplicate(DbException exception) => exception is SqliteException { SqliteExtendedErrorCode: 1555 or 2067 };

    public bool IsMissingTable(DbException exception) =>
        exception is SqliteException { SqliteErrorCode: 1 } && exception.Message.Contains("no such table", StringComparison.Ordinal);

    public string Explain(Exception exception) => exception switch
    {
        SqliteException { SqliteErrorCode: 5 or 6 } =>
            $"another process held the database for more than {busyTimeout.TotalSeconds:0.#} s. End that process, or try again.",
        SqliteException { SqliteErrorCode: 8 } => "the file or its folder is read-only. Make both writable, or set TANDEM_HOME to a folder that is.",
        SqliteException { SqliteErrorCode: 11 or 26 } =>
            "the file is damaged. Move it and its -wal and -shm files away and restore a backup; `sqlite3 FILE .recover` may save rows.",
        SqliteException { SqliteErrorCode: 13 } => "the disk is full. Free space and try again: nothing that was acknowledged is lost.",
        SqliteException { SqliteErrorCode: 14 } or UnauthorizedAccessException or DirectoryNotFoundException =>
            "the file cannot be opened. Check that its folder exists and is yours, or set TANDEM_HOME to another.",
        SqliteException { SqliteErrorCode: 10 } => $"the disk failed ({exception.Message}). Check it, then run `tandem ledger verify`.",
        _ => exception.Message,
    };

    public async Task<IReadOnlyList<string>> CheckAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA integrity_check(20)";
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var lines = new List<string>();
        while (await reader.ReadAsync(cancellationToken)) lines.Add(reader.GetString(0));
        return lines is ["ok"] ? [] : lines;
    }

    public ValueTask DisposeAsync()
    {
        Writers.Dispose();
        return _source.DisposeAsync();
    }

    /// <summary>Reads the header itself: SQLite would write to a foreign file's log while looking.</summary>
    private async Task<bool> IsNewAsync(CancellationToken cancellationToken)
    {
        if (!File.Exists(_path)) return true;
        await using var file = new FileStream(_path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        if (file.Length == 0) return true;
        var header = new byte[100]; // SQLite's file format, section 1.3: 16 bytes of name, the application's id at 68.
        var read = await file.ReadAtLeastAsync(header, header.Length, throwOnEndOfStream: false, cancellationToken);
        if (read < header.Length || !header.AsSpan(0, 16).SequenceEqual("SQLite format 3\0"u8))
            throw new LedgerUnavailableException($"{_path}: this is not an SQLite database; nothing was changed. Move it away, or set TANDEM_HOME to another folder.");
        var id = BinaryPrimitives.ReadInt32BigEndian(header.AsSpan(68));
        if (id == ApplicationId) return false;
        throw new LedgerUnavailableException($"{_path}: this database belongs to another program; nothing was changed. Move it away, or set TANDEM_HOME to another folder.");
    }

    private void CreateFile()
    {
        directory.Create();
        var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.ReadWrite | FileShare.Delete };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite; // The log files take over its mode.
        using var file = new FileStream(_path, options);
    }

    private static async Task PragmaAsync(DbConnection connection, string pragma, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // A constant of this file.
        command.CommandText = pragma;
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
