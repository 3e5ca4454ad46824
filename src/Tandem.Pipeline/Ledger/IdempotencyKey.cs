namespace Tandem.Pipeline.Ledger;

/// <summary>A client's promise that two requests are one. Scoped to the owner.</summary>
/// <param name="BodyHash">SHA-256 of the body, hex: the same key with another body is refused.</param>
public sealed record IdempotencyKey(string Key, string BodyHash);
