namespace Tandem.Storage.Ledger;

/// <summary>Tells whether the process behind a writer still lives, so that what it held need not wait for its time to pass.</summary>
internal interface IWriterPresence : IDisposable
{
    /// <summary>Shows that <paramref name="writer"/> lives, as long as this process does.</summary>
    void Announce(string writer);

    /// <summary>True only where its process has certainly ended.</summary>
    bool IsGone(string writer);

    /// <summary>Removes the signs of writers that were found gone: what they held has been freed for good.</summary>
    void ForgetGone();
}
