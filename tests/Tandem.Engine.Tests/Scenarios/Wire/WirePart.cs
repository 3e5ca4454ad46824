namespace Tandem.Engine.Tests.Scenarios.Wire;

/// <summary>One part of a turn, apart from any dialect.</summary>
internal abstract record WirePart;

/// <summary>Text of whoever's turn it is.</summary>
internal sealed record WireText(string Text) : WirePart;

/// <summary>A tool call. <paramref name="Id"/> is null in dialects that tie by name and order.</summary>
internal sealed record WireCall(string? Id, string Name, string Arguments) : WirePart;

/// <summary>A tool's result. Of <paramref name="Id"/> and <paramref name="Name"/> the dialect has at least one.</summary>
internal sealed record WireResult(string? Id, string? Name, string Text) : WirePart;
