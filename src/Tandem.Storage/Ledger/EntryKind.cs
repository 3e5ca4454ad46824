namespace Tandem.Storage.Ledger;

/// <summary>What an entry says. Words of the schema and of the export.</summary>
internal static class EntryKind
{
    /// <summary>Holds a request's ceiling.</summary>
    public const string Reserve = "reserve";

    /// <summary>Ends a reservation with what was spent.</summary>
    public const string Commit = "commit";

    /// <summary>Ends a reservation of a request that spent nothing.</summary>
    public const string Release = "release";

    /// <summary>Ends a reservation whose process died or whose time passed.</summary>
    public const string Expire = "expire";

    /// <summary>Charges what became known after the reservation had ended.</summary>
    public const string Adjust = "adjust";

    /// <summary>Says what became of a decision; moves no money.</summary>
    public const string Outcome = "outcome";
}
