namespace Tandem.Storage.Ledger;

/// <summary>A row of <c>ledger_entry</c> as it was found.</summary>
internal sealed record StoredEntry(string Writer, long Seq, string Kind, string? RequestId, string RecordedAt, string Body, string PrevHash, string Hash);
