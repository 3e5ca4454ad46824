namespace Tandem.Pipeline.Ledger;

/// <summary>What a proof of the ledger found.</summary>
/// <param name="Entries">Entries read.</param>
/// <param name="OpenReservations">Not yet resolved, which is right while requests run.</param>
/// <param name="Problems">One line each, naming writer, sequence number and request; empty = clean.</param>
public sealed record LedgerVerification(long Entries, long OpenReservations, IReadOnlyList<string> Problems);
