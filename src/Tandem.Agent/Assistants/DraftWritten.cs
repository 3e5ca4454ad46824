using Tandem.Pipeline.Ids;
using Tandem.Providers.Chat;

namespace Tandem.Agent.Assistants;

/// <summary>A whole draft; never leaves the gate.</summary>
internal sealed record DraftWritten(string Text, string Model, DecisionId Decision, FinishReason Finish) : GateEvent;
