namespace Tandem.Cli;

/// <summary>An event of <c>--json</c>: the answer is held back until it has passed.</summary>
internal sealed record HeldEvent(string Type, string Assistant, IReadOnlyList<string> Evaluators);

/// <summary>An event of <c>--json</c>: a draft was judged.</summary>
/// <param name="Objections">Names of the evaluators that let it not pass. What they found is not said: it may be what must not be seen.</param>
internal sealed record JudgedEvent(string Type, string Model, string Verdict, IReadOnlyList<string> Objections);

/// <summary>An event of <c>--json</c>: another model writes, or nobody is left.</summary>
internal sealed record EscalationEvent(string Type, string? From, string? To, string Reason);

/// <summary>One row of <c>assistants list --json</c>.</summary>
internal sealed record AssistantLine(
    string Name, string Description, string Origin, string File, string Version, string? Audience, string? DataClass, IReadOnlyList<string> Evaluators, IReadOnlyList<string> Starters, int Cases);

/// <summary>One row of <c>assistants test --json</c>.</summary>
internal sealed record CaseLine(string Case, bool Passed, string? Problem, string? Model);
