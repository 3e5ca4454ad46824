using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;
using Tandem.CodeIndex.Scanning;

namespace Tandem.CodeIndex.Indexing;

/// <summary>Writes and removes files of the index, inside a transaction of its caller.</summary>
internal sealed class FileWriter : IDisposable
{
    private readonly SqliteCommand _file;
    private readonly SqliteCommand _symbol;
    private readonly SqliteCommand _terms;
    private readonly SqliteCommand[] _removals;
    private readonly SqliteCommand _stamp;

    public FileWriter(IndexDatabase database)
    {
        _file = database.Command(
            "INSERT INTO file (path, stamp, hash, role, lines, lengths, imports, reference_hashes) VALUES (@path, @stamp, @hash, @role, @lines, @lengths, @imports, @references) RETURNING id",
            "@path", "@stamp", "@hash", "@role", "@lines", "@lengths", "@imports", "@references");
        _symbol = database.Command(
            "INSERT INTO symbol VALUES (@file, @ordinal, @name, @container, @kind, @line, @end)", "@file", "@ordinal", "@name", "@container", "@kind", "@line", "@end");
        _terms = database.Command("INSERT INTO file_term (rowid, terms) VALUES (@id, @terms)", "@id", "@terms");
        _removals =
        [
            database.Command("DELETE FROM file_term WHERE rowid = @id", "@id"), database.Command("DELETE FROM symbol WHERE file = @id", "@id"),
            database.Command("DELETE FROM file WHERE id = @id", "@id"),
        ];
        _stamp = database.Command("UPDATE file SET stamp = @stamp WHERE id = @id", "@stamp", "@id");
    }

    public void Add(FileAnalysis file, TreeEntry entry, byte[] hash)
    {
        Set(_file, file.Path, entry.Stamp, hash, (int)file.Role, file.Lines, Bytes(file.Lengths), string.Join('\n', file.Imports), Bytes(file.References));
        var id = (long)_file.ExecuteScalar()!;
        Set(_terms, id, file.Terms);
        _terms.ExecuteNonQuery();
        for (var i = 0; i < file.Symbols.Count; i++)
        {
            var symbol = file.Symbols[i];
            Set(_symbol, id, i, symbol.Name, symbol.Container, symbol.Kind, symbol.Line, symbol.EndLine);
            _symbol.ExecuteNonQuery();
        }
    }

    public void Remove(long id)
    {
        foreach (var removal in _removals)
        {
            Set(removal, id);
            removal.ExecuteNonQuery();
        }
    }

    /// <summary>Notes that a file with another stamp still has the content we know.</summary>
    public void Touch(long id, string stamp)
    {
        Set(_stamp, stamp, id);
        _stamp.ExecuteNonQuery();
    }

    public void Dispose()
    {
        foreach (var command in (ReadOnlySpan<SqliteCommand>)[_file, _symbol, _terms, .. _removals, _stamp]) command.Dispose();
    }

    internal static byte[] Bytes(ReadOnlySpan<int> numbers) => MemoryMarshal.AsBytes(numbers).ToArray();

    private static void Set(SqliteCommand command, params ReadOnlySpan<object> values)
    {
        for (var i = 0; i < values.Length; i++) command.Parameters[i].Value = values[i];
    }
}
