using Tandem.Agent.Turns;
using Tandem.Pipeline.Ids;
using Tandem.Routing;

namespace Tandem.Agent.Tools;

/// <summary>Where a call runs: the conversation it belongs to.</summary>
public sealed record ToolScope
{
    public required SessionId Session { get; init; }

    /// <summary>The id that the model gave to the call.</summary>
    public required string CallId { get; init; }

    /// <summary>The conversation's class: what a call sends outside passes the egress gate with it.</summary>
    public DataClass DataClass { get; init; }

    /// <summary>Hears output while the call runs.</summary>
    public required IAgentListener Listener { get; init; }
}
