using Tandem.Agent.Evaluators;
using Tandem.Agent.Verification;
using Tandem.Pipeline;
using Tandem.Pipeline.Errors;
using Tandem.Pipeline.Ledger;
using Tandem.Providers.Chat;

namespace Tandem.Agent.Assistants;

/// <summary>One thing that happens between a question to an assistant and its answer.</summary>
public abstract record GateEvent;

/// <summary>A model is chosen.</summary>
/// <param name="Purpose"><c>write · repair · escalate · judge</c>.</param>
public sealed record DraftDecided(string Purpose, DecisionEntry Decision) : GateEvent;

/// <summary>A model is asked now.</summary>
public sealed record DraftAttempted(AttemptNotice Attempt) : GateEvent;

/// <summary>The answer is held back until it has passed; said once, before the first draft.</summary>
public sealed record DraftHeld(string Assistant, IReadOnlyList<string> Evaluators) : GateEvent;

/// <summary>A draft was judged.</summary>
/// <param name="Verdict">The worst of the findings.</param>
public sealed record DraftJudged(string Model, Verdict Verdict, IReadOnlyList<Finding> Findings) : GateEvent;

/// <summary>The next draft is another model's.</summary>
/// <param name="To">Null = the person: nobody else is left.</param>
public sealed record DraftEscalated(string From, string? To, string Because) : GateEvent;

/// <summary>A piece of the answer that may be shown.</summary>
public sealed record AnswerPiece(ChatEvent Event) : GateEvent;

/// <summary>The answer ends in a hand-over: its text was the assistant's <c>hand_off</c>.</summary>
public sealed record AnswerHandedOver(string Because) : GateEvent;

/// <summary>The answer broke off after content was shown.</summary>
public sealed record AnswerBroke(RequestException Error) : GateEvent;

/// <summary>A call to a model is in the ledger.</summary>
public sealed record DraftCosted(string Purpose, Receipt Receipt) : GateEvent;
