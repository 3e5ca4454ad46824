namespace Tandem.Storage.Bench.Simulation;

/// <summary>What becomes of a transaction.</summary>
internal enum Fate
{
    Durable,

    /// <summary>The process dies before the commit: nothing of it is there.</summary>
    LostWithProcess,

    /// <summary>The process dies after the commit, before anybody heard of it.</summary>
    DurableButUnheard,

    /// <summary>The store fails before the commit; the process lives and begins a new chain.</summary>
    LostByStore,

    /// <summary>The store fails after the commit; the process lives, does not know, and begins a new chain.</summary>
    DurableButFailed,
}
