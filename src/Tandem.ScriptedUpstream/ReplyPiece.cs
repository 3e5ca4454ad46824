namespace Tandem.ScriptedUpstream;

/// <summary>One step of a scripted answer. In a stream each becomes its own event.</summary>
public abstract record ReplyPiece;

/// <summary>Text.</summary>
public sealed record TextPiece(string Text) : ReplyPiece;

/// <summary>Readable reasoning, with the signature that Anthropic and Google add to it.</summary>
public sealed record ReasoningPiece(string Text, string? Signature = null) : ReplyPiece;

/// <summary>A tool call; <paramref name="Arguments"/> is JSON text, sent in fragments of <paramref name="FragmentLength"/> characters.</summary>
public sealed record ToolCallPiece(string Name, string Arguments, string? Id = null, int FragmentLength = 7) : ReplyPiece;

/// <summary>The answer pauses here until <see cref="FakeUpstream.Release"/>.</summary>
public sealed record HoldPiece : ReplyPiece;

/// <summary>The answer pauses for a time: for demonstrations; tests hold and release.</summary>
public sealed record DelayPiece(TimeSpan Time) : ReplyPiece;
