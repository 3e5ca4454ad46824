namespace Tandem.Storage.Ledger;

/// <summary>The three sides of an account's book. A posting to one is balanced by postings to the others.</summary>
internal static class Side
{
    public const string Available = "available";

    public const string Reserved = "reserved";

    public const string Spent = "spent";
}
