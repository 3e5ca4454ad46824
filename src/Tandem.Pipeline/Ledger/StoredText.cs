namespace Tandem.Pipeline.Ledger;

/// <summary>Prompt and answer of a request, kept apart from the ledger.</summary>
public sealed record StoredText(string? Prompt, string? Answer);
