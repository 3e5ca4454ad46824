using System.Text.Json.Serialization;
using Tandem.Agent.Edits;
using Tandem.Agent.Verification;
using Tandem.Pipeline.Ids;
using Tandem.Pipeline.Ledger;

namespace Tandem.Agent.Turns;

/// <summary>One thing that happened. With <c>--json</c> each is a line (docs/guides/headless.md).</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(SessionStarted), "session")]
[JsonDerivedType(typeof(StepDecided), "decision")]
[JsonDerivedType(typeof(TextWritten), "text")]
[JsonDerivedType(typeof(ReasoningWritten), "reasoning")]
[JsonDerivedType(typeof(ToolCalled), "tool_call")]
[JsonDerivedType(typeof(ToolOutput), "tool_output")]
[JsonDerivedType(typeof(ToolAnswered), "tool_result")]
[JsonDerivedType(typeof(FilesEdited), "edit")]
[JsonDerivedType(typeof(Verified), "verify")]
[JsonDerivedType(typeof(Escalated), "escalation")]
[JsonDerivedType(typeof(StepCosted), "cost")]
[JsonDerivedType(typeof(AgentWarned), "warning")]
[JsonDerivedType(typeof(AgentFailed), "error")]
[JsonDerivedType(typeof(TaskEnded), "result")]
public abstract record AgentEvent;

/// <summary>A session begins or goes on.</summary>
public sealed record SessionStarted(SessionId Session, string Workspace, string Mode, string? Sandbox) : AgentEvent;

/// <summary>A model is chosen for the next step; nothing was sent yet.</summary>
public sealed record StepDecided(DecisionEntry Decision) : AgentEvent;

/// <summary>More of the answer's text.</summary>
public sealed record TextWritten(string Text) : AgentEvent;

/// <summary>More readable reasoning.</summary>
public sealed record ReasoningWritten(string Text) : AgentEvent;

/// <summary>A call is about to be decided on and run. <paramref name="Arguments"/> is the model's JSON.</summary>
public sealed record ToolCalled(string CallId, string Tool, string Summary, string Arguments) : AgentEvent;

/// <summary>A running command wrote something.</summary>
public sealed record ToolOutput(string CallId, string Text) : AgentEvent;

/// <summary>A call ended.</summary>
public sealed record ToolAnswered(string CallId, string Tool, bool IsError, string Text, double Milliseconds) : AgentEvent;

/// <summary>Files of the workspace were changed.</summary>
/// <param name="Diff">Unified diff of the change, for the screen; may be cut.</param>
public sealed record FilesEdited(string CallId, IReadOnlyList<EditedFile> Files, string Diff) : AgentEvent;

/// <summary>The repository's own commands judged the work.</summary>
public sealed record Verified(VerificationReport Report) : AgentEvent;

/// <summary>The work so far was rolled back and goes to another model.</summary>
/// <param name="To">Null = to the person: nobody else is left.</param>
public sealed record Escalated(string? From, string? To, string Reason) : AgentEvent;

/// <summary>What a step came to, and the session so far.</summary>
public sealed record StepCosted(string? Model, long InputTokens, long CachedInputTokens, long OutputTokens, bool Estimated, decimal CostUsd, decimal SessionUsd) : AgentEvent;

/// <summary>Worth knowing, stops nothing.</summary>
public sealed record AgentWarned(string Message) : AgentEvent;

/// <summary>Something failed; <paramref name="Kind"/> is one of design.md's error kinds.</summary>
public sealed record AgentFailed(string Kind, string Message) : AgentEvent;

/// <summary>The last event of a task.</summary>
/// <param name="Status"><c>verified · unverified · verification_failed · refused · failed · interrupted</c>.</param>
public sealed record TaskEnded(
    string Status, int ExitCode, string Summary, IReadOnlyList<EditedFile> Files, VerificationReport? Verification, IReadOnlyList<StepShare> Steps, decimal CostUsd) : AgentEvent;

/// <summary>Which model did how much, and why it was chosen the first time.</summary>
public sealed record StepShare(string Model, int Steps, decimal CostUsd, string Reason);
