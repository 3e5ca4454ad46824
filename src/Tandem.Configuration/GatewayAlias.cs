namespace Tandem.Configuration;

/// <summary>A client's fixed model name and what answers to it.</summary>
/// <param name="Pattern">A glob: <c>gpt-4o*</c>.</param>
/// <param name="Target"><c>auto</c>, <c>auto:POLICY</c>, a configured model, or <c>assistant/NAME</c>.</param>
public sealed record GatewayAlias(string Pattern, string Target);
