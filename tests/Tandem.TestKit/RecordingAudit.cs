using System.Collections.Concurrent;
using Tandem.Egress;

namespace Tandem.TestKit;

/// <summary>Keeps audit rows in memory.</summary>
public sealed class RecordingAudit : IEgressAudit
{
    private readonly ConcurrentQueue<EgressAuditEntry> entries = new();

    public IReadOnlyList<EgressAuditEntry> Entries => [.. entries];

    public ValueTask WriteAsync(EgressAuditEntry entry, CancellationToken cancellationToken)
    {
        entries.Enqueue(entry);
        return ValueTask.CompletedTask;
    }
}
