namespace Tandem.Evals.Retrieval;

/// <summary>What came of one query.</summary>
/// <param name="Metrics">In the order of <see cref="RetrievalMetrics.Names"/>.</param>
internal sealed record RetrievalResult(RetrievalQuery Query, double[] Metrics, double Milliseconds);
