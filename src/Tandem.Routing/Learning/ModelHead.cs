namespace Tandem.Routing.Learning;

/// <summary>What training learned about one model.</summary>
/// <param name="Name">As in the outcome files.</param>
/// <param name="Skills">Ability by domain, on the scale of <see cref="ScoreCurve"/>.</param>
/// <param name="Overall">Ability where the domain is not known.</param>
/// <param name="Sources">Places in <see cref="LearnedRouter.Sources"/> of those with an outcome of this model.</param>
/// <param name="Rows">Training rows with an outcome of this model.</param>
/// <param name="Words">Which of <see cref="LearnedRouter.Words"/> corrects the curve's score; −1 = none was worth keeping.</param>
/// <param name="Residual">Correction of what the curve and the words say, already shrunk; null = none was worth keeping.</param>
internal sealed record ModelHead(string Name, IReadOnlyDictionary<string, float> Skills, float Overall, int[] Sources, int Rows, int Words, BoostedTrees? Residual);
