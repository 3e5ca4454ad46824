using Tandem.Agent.Tools;

namespace Tandem.Agent.Turns;

/// <summary>What became of a call.</summary>
/// <param name="IsBroken">It could not be understood: unknown tool, arguments that are no JSON or do not fit.</param>
/// <param name="LacksPerson">It was not allowed, and only because nobody is there to be asked.</param>
/// <param name="IsPrivate">The result carries text of private files.</param>
internal sealed record CallOutcome(ToolResult Result, bool IsBroken = false, bool LacksPerson = false, bool IsPrivate = false)
{
    /// <summary>What it did; null where it was not run.</summary>
    public ToolAction? Action { get; init; }
}
