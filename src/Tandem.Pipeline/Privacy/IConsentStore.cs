namespace Tandem.Pipeline.Privacy;

/// <summary>Which workspaces external models may see (<c>tandem privacy</c>).</summary>
/// <remarks>A workspace is its real path, links resolved. A folder inherits from the nearest folder above it that has an answer.</remarks>
public interface IConsentStore
{
    /// <summary>The nearest answer at or above a folder; null = never asked.</summary>
    Task<Consent?> FindAsync(string workspace, CancellationToken cancellationToken);

    Task SetAsync(Consent consent, CancellationToken cancellationToken);

    /// <summary>Every answer given, by path.</summary>
    Task<IReadOnlyList<Consent>> ListAsync(CancellationToken cancellationToken);
}
