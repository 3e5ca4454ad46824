using System.Text;
using System.Text.Json;

namespace Tandem.Agent.Edits.Workspace;

/// <summary>The file that lets a commit of several files be finished, or taken back, after a crash. Its lock keeps a second commit out.</summary>
/// <remarks>Line 1 is a <see cref="JournalRecord"/>, written before the first temporary file; line 2, <c>commit</c>, before the first
/// rename. Without line 2 nothing was touched yet, and the temporary files go; with it, the renames are carried through.</remarks>
internal sealed class EditJournal : IDisposable
{
    public const string FileName = ".tandem-edit.journal";
    private const string CommitMark = "\ncommit\n";

    private readonly FileStream _stream;
    private readonly string _root;

    private EditJournal(string root, FileStream stream)
    {
        _root = root;
        _stream = stream;
    }

    /// <summary>Takes the workspace for one commit, after finishing what an earlier one left.</summary>
    /// <exception cref="EditRefusedException">Another process is writing an edit in this workspace.</exception>
    public static EditJournal Open(PathResolver paths)
    {
        Recover(paths);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, Share = FileShare.None };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        try
        {
            return new EditJournal(paths.Root, new FileStream(Path.Combine(paths.Root, FileName), options));
        }
        catch (IOException) when (File.Exists(Path.Combine(paths.Root, FileName)))
        {
            throw Busy();
        }
    }

    /// <summary>Finishes or takes back what a crashed commit left. Does nothing where there is no journal.</summary>
    /// <exception cref="EditRefusedException">The commit is not dead: its process holds the journal.</exception>
    public static void Recover(PathResolver paths)
    {
        var file = Path.Combine(paths.Root, FileName);
        if (new FileInfo(file) is not { Exists: true, LinkTarget: null }) return;
        try
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
            using var reader = new StreamReader(stream, Encoding.UTF8);
            if (Parse(reader.ReadToEnd()) is var (record, committed)) JournalRecovery.Run(paths, record, committed);
            File.Delete(file);
            NativeFiles.SyncFolder(paths.Root);
        }
        catch (IOException e) when (e is not FileNotFoundException)
        {
            throw Busy();
        }
    }

    public void Prepare(JournalRecord record)
    {
        Write(JsonSerializer.SerializeToUtf8Bytes(record, JournalJson.Default.JournalRecord));
        NativeFiles.SyncFolder(_root); // The journal's name must outlast a crash as well as its content.
    }

    public void Commit() => Write(Encoding.UTF8.GetBytes(CommitMark));

    /// <summary>The commit is done, or nothing of it is left.</summary>
    public void Close()
    {
        File.Delete(_stream.Name);
        NativeFiles.SyncFolder(_root);
    }

    public void Dispose() => _stream.Dispose();

    private static EditRefusedException Busy() => new(
        EditErrorKind.Stale, "Another edit is being written in this workspace.", hint: "Try again when it is done.");

    /// <returns>Null where the record was cut off: then the commit had not begun.</returns>
    private static (JournalRecord Record, bool Committed)? Parse(string text)
    {
        var end = text.IndexOf('\n', StringComparison.Ordinal);
        try
        {
            var record = JsonSerializer.Deserialize(end < 0 ? text : text[..end], JournalJson.Default.JournalRecord);
            return record is { Version: 1 } ? (record, text.EndsWith(CommitMark, StringComparison.Ordinal)) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private void Write(byte[] bytes)
    {
        _stream.Write(bytes);
        _stream.Flush(flushToDisk: true);
    }
}
