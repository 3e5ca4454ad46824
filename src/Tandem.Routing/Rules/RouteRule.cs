namespace Tandem.Routing.Rules;

/// <summary>An entry of <c>routing.rules</c>: the first whose condition holds wins, before anything learned.</summary>
public sealed record RouteRule(RuleCondition When, RuleAction Use);
