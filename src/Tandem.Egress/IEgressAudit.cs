namespace Tandem.Egress;

/// <summary>Keeps one row for every outbound request, allowed or refused, before it is sent.</summary>
public interface IEgressAudit
{
    /// <summary>Throws when the row cannot be kept: then nothing is sent.</summary>
    ValueTask WriteAsync(EgressAuditEntry entry, CancellationToken cancellationToken);
}
