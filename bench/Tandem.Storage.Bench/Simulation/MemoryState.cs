using System.Collections.Immutable;
using Tandem.Storage.Ledger;

namespace Tandem.Storage.Bench.Simulation;

/// <summary>Everything a ledger holds, as one value: keeping it is a commit, dropping it a crash.</summary>
internal sealed record MemoryState
{
    public ImmutableList<string> Writers { get; init; } = [];

    public ImmutableList<SealedEntry> Entries { get; init; } = [];

    public ImmutableDictionary<string, ChainHead> Heads { get; init; } = ImmutableDictionary<string, ChainHead>.Empty;

    public ImmutableDictionary<string, LedgerEntry> Reservations { get; init; } = ImmutableDictionary<string, LedgerEntry>.Empty;

    public ImmutableDictionary<string, LedgerEntry> Resolutions { get; init; } = ImmutableDictionary<string, LedgerEntry>.Empty;

    public ImmutableDictionary<string, LedgerEntry> Adjustments { get; init; } = ImmutableDictionary<string, LedgerEntry>.Empty;

    public ImmutableHashSet<(string Decision, string Kind, DateTimeOffset Time)> Outcomes { get; init; } = [];

    public ImmutableDictionary<BalanceKey, Balance> Balances { get; init; } = ImmutableDictionary<BalanceKey, Balance>.Empty;

    public ImmutableDictionary<string, (OpenReservation Reservation, string Writer)> Open { get; init; } =
        ImmutableDictionary<string, (OpenReservation, string)>.Empty;
}
