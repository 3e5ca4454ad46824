namespace Tandem.Storage.Ledger;

/// <summary>What an <c>outcome</c> entry keeps.</summary>
internal sealed record OutcomeFacts(string DecisionId, string Kind, double Value, string? Evidence);
