namespace Tandem.Storage.Ledger;

/// <summary>A reservation that was made before, whatever became of it.</summary>
internal sealed record KnownRequest(string RequestId, string Owner, string? BodyHash);
