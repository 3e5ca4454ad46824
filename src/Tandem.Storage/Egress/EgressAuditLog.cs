using System.Text.Json;
using System.Text.Json.Serialization;
using Tandem.Egress;

namespace Tandem.Storage.Egress;

/// <summary>Keeps the egress audit as JSON lines in <c>egress.jsonl</c> of the data folder: one row an outbound request, written before it is sent.</summary>
/// <remarks>Appended in one write a row, so that rows of several processes do not mix. It survives the process; the ledger alone survives the machine.</remarks>
internal sealed class EgressAuditLog(DataDirectory directory) : IEgressAudit, IDisposable
{
    private readonly Lock _gate = new();
    private FileStream? _file;

    public ValueTask WriteAsync(EgressAuditEntry entry, CancellationToken cancellationToken)
    {
        byte[] row = [.. JsonSerializer.SerializeToUtf8Bytes(entry, EgressAuditJson.Default.EgressAuditEntry), (byte)'\n'];
        lock (_gate)
        {
            _file ??= Open();
            _file.Write(row);
            _file.Flush();
        }

        return ValueTask.CompletedTask;
    }

    public void Dispose() => _file?.Dispose();

    private FileStream Open()
    {
        directory.Create();
        var options = new FileStreamOptions { Mode = FileMode.Append, Access = FileAccess.Write, Share = FileShare.ReadWrite, BufferSize = 0 };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return new FileStream(Path.Combine(directory.Path, "egress.jsonl"), options);
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, UseStringEnumConverter = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(EgressAuditEntry))]
internal sealed partial class EgressAuditJson : JsonSerializerContext;
