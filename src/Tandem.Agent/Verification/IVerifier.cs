namespace Tandem.Agent.Verification;

/// <summary>Judges a change by the repository's own commands.</summary>
public interface IVerifier
{
    /// <summary>What the commands say before the change: from the cache where this very tree was judged before.</summary>
    /// <param name="treeHash">Stands for every file of the workspace (<see cref="Checkpoints.Checkpoint.TreeHashAsync"/>).</param>
    Task<Baseline> BaselineAsync(string treeHash, CancellationToken cancellationToken);

    /// <summary>What they say now. A pass is kept as the baseline of the tree as it is now.</summary>
    Task<VerificationReport> VerifyAsync(VerificationRequest request, CancellationToken cancellationToken);
}
