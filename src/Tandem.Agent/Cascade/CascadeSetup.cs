using Tandem.Agent.Checkpoints;
using Tandem.Agent.Turns;
using Tandem.Agent.Verification;
using Tandem.Pipeline.Ledger;

namespace Tandem.Agent.Cascade;

/// <summary>The parts that a cascade joins.</summary>
public sealed record CascadeSetup
{
    public required IAttemptRunner Attempts { get; init; }

    public required IVerifier Verifier { get; init; }

    /// <summary>The one that the runner's session tells of its changes.</summary>
    public required CheckpointRecorder Recorder { get; init; }

    public required ILedger Ledger { get; init; }

    public required IAgentListener Listener { get; init; }

    public required TimeProvider Time { get; init; }

    public CascadeOptions Options { get; init; } = new();
}
