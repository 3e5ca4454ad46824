namespace Tandem.Storage.Ledger;

/// <summary>Tells whether the process behind a writer still lives, so that what it held need not wait for its time to pass.</summary>
internal interface IWriterPresence : IDisposable
{
    /// <summary>Shows that <paramref name="writer"/> lives, as long as this process does.</summary>
    void Announce(string writer);

    /// <summary>Writers whose process has certainly ended.</summary>
    IReadOnlySet<string> FindGone();

    /// <summary>Removes the signs of writers that were gone: what they held has been freed for good.</summary>
    void Forget(IReadOnlySet<string> gone);
}
