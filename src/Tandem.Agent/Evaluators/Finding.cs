using Tandem.Agent.Verification;

namespace Tandem.Agent.Evaluators;

/// <summary>What an evaluator says of a draft.</summary>
/// <param name="Verdict"><see cref="Verdict.Error"/> = it could not judge: says nothing about the draft, and no dearer model is asked for it.</param>
/// <param name="Word">What is wrong and what would do, for the model that repairs it. Never holds what must not be given away.</param>
/// <param name="Evidence">What shows it, for the person and the ledger; short.</param>
public sealed record Finding(string Evaluator, Verdict Verdict, string Word = "", string? Evidence = null)
{
    internal static Finding Pass(string evaluator) => new(evaluator, Verdict.Pass);

    internal static Finding Fail(string evaluator, string word, string? evidence = null) => new(evaluator, Verdict.Fail, word, evidence);

    internal static Finding Error(string evaluator, string word) => new(evaluator, Verdict.Error, word);
}
