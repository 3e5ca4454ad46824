namespace Tandem.Storage.Ledger;

/// <summary>An amount on one side of an account's book.</summary>
/// <param name="Day">The UTC day of the reservation: what is spent counts in the periods in which it was reserved.</param>
internal sealed record Posting(string Account, string Side, DateOnly Day, long NanoUsd);
