using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Microsoft.Win32.SafeHandles;
using Tandem.Egress;

namespace Tandem.Storage.Egress;

/// <summary>Keeps the egress audit as JSON lines in <c>egress/DAY.jsonl</c> of the data folder: one an outbound request, written before it is sent. Rows are only added.</summary>
/// <remarks>
/// A row survives the process, not a power cut: the ledger alone pays a sync a write. Files belong to one process at a time; another that
/// writes meanwhile takes <c>DAY.2.jsonl</c> and so on. Safe for concurrent use.
/// </remarks>
internal sealed class EgressAuditStore(DataDirectory directory) : IEgressAudit, IDisposable
{
    private const int MostProcesses = 1_000;

    private readonly string _folder = Path.Combine(directory.Path, "egress");
    private readonly Lock _gate = new();
    private readonly ArrayBufferWriter<byte> _line = new(1_024);
    private FileStream? _file;
    private SafeFileHandle? _handle; // Asked once: the stream seeks whenever it is asked for it.
    private DateOnly _day;
    private long _end;
    private bool _isClosed;

    /// <exception cref="IOException">The row could not be kept.</exception>
    public ValueTask WriteAsync(EgressAuditEntry entry, CancellationToken cancellationToken)
    {
        lock (_gate)
            try
            {
                Open(DateOnly.FromDateTime(entry.Time.UtcDateTime));
                _line.ResetWrittenCount();
                using (var json = new Utf8JsonWriter(_line))
                    JsonSerializer.Serialize(json, entry, EgressAuditJson.Default.EgressAuditEntry);
                _line.Write("\n"u8);
                RandomAccess.Write(_handle!, _line.WrittenSpan, _end);
                _end += _line.WrittenCount;
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
            {
                Close(); // The next row tries afresh.
                throw new IOException($"The egress audit in {_folder} cannot be written, so that nothing is sent: {failure.Message}", failure);
            }

        return default;
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _isClosed = true;
            Close();
        }
    }

    private void Open(DateOnly day)
    {
        if (_isClosed)
            throw new IOException("this process is ending.");
        if (_file is not null && day == _day)
            return;
        Close();
        directory.Create();
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(_folder);
        else
            Directory.CreateDirectory(_folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        _file = OpenFree(day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        _handle = _file.SafeFileHandle;
        _day = day;
        _end = _file.Length;
        if (_end > 0 && !EndsWithLine(_file))
            RandomAccess.Write(_handle, "\n"u8, _end++); // A process died inside its last row.
    }

    /// <summary>The first file of the day that no other process has.</summary>
    private FileStream OpenFree(string day)
    {
        var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.None, BufferSize = 0 };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        for (var number = 1; ; number++)
            try
            {
                return new FileStream(Path.Combine(_folder, number == 1 ? $"{day}.jsonl" : $"{day}.{number}.jsonl"), options);
            }
            catch (IOException) when (number < MostProcesses)
            {
                // Another process has it.
            }
    }

    private static bool EndsWithLine(FileStream file)
    {
        Span<byte> last = stackalloc byte[1];
        return RandomAccess.Read(file.SafeFileHandle, last, file.Length - 1) == 1 && last[0] == '\n';
    }

    private void Close()
    {
        _file?.Dispose();
        (_file, _handle) = (null, null);
    }
}
