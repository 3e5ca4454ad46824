namespace Tandem.Engine.Tests.Scenarios.Wire;

/// <summary>What one side says at once. A user's turn holds first the results of the calls before it, then text.</summary>
internal sealed record WireTurn(bool IsAssistant, IReadOnlyList<WirePart> Parts);
