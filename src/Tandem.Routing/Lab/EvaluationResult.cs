using Tandem.Routing.Evaluation;

namespace Tandem.Routing.Lab;

/// <summary>What <c>router eval</c> reports. Figures of pairs are within one source each: a mixture would reward recognising the source.</summary>
public sealed record EvaluationResult(string Router, IReadOnlyList<SourceResult> Sources, Reliability Reliability, BootstrapInterval Ece, BootstrapInterval Brier);
