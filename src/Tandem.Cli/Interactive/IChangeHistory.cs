namespace Tandem.Cli.Interactive;

/// <summary>What the session did to files.</summary>
internal interface IChangeHistory
{
    /// <summary>The last turn changed something that can be taken back.</summary>
    bool IsLastTurnChanged { get; }

    /// <summary>Takes the changes of the last turn that made any back. Answers what was restored, a line each.</summary>
    Task<IReadOnlyList<string>> UndoAsync(CancellationToken cancellationToken);

    /// <summary>Unified diff of everything that the session changed; empty where nothing.</summary>
    Task<string> DiffAsync(CancellationToken cancellationToken);
}
