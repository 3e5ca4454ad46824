namespace Tandem.Storage.Tests.Ledger;

/// <summary>The databases that the same tests run on.</summary>
public enum StoreKind
{
    Sqlite,

    /// <summary>The server that <c>TANDEM_TEST_POSTGRES</c> names by a connection string; skipped without.</summary>
    Postgres,
}
