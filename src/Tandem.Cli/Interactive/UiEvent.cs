using Tandem.Agent.Turns;
using Tandem.Cli.Interactive.Keys;
using Tandem.Cli.Interactive.View;

namespace Tandem.Cli.Interactive;

/// <summary>What the drawn session's loop takes, in order.</summary>
internal abstract record UiEvent
{
    /// <param name="At">When, as a timestamp: keys may wait in the queue.</param>
    public sealed record Pressed(Key Key, long At) : UiEvent;

    public sealed record Happened(AgentEvent Event, TaskCompletionSource Shown) : UiEvent;

    public sealed record Asked(IDialog Dialog) : UiEvent;

    public sealed record Printed(string Line) : UiEvent;

    public sealed record Echoed(string Line, bool Steers) : UiEvent;

    public sealed record Began(string Doing) : UiEvent;

    public sealed record GoesOn(string Doing) : UiEvent;

    public sealed record Wrote(string Text) : UiEvent;

    public sealed record Ended : UiEvent;

    public sealed record Ticked : UiEvent;

    /// <param name="Offers">Completion knows more than before.</param>
    public sealed record Refreshed(bool Offers) : UiEvent;

    public sealed record Wiped : UiEvent;

    public sealed record InputEnded : UiEvent;

    /// <summary>The driver is done.</summary>
    public sealed record Closed : UiEvent;
}
