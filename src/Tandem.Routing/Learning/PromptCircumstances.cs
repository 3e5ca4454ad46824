namespace Tandem.Routing.Learning;

/// <summary>What is known of a request beside its text.</summary>
/// <param name="ExtraDemand">Added to the demand that the text shows (<c>TaskDemand</c>), for instance for files touched or attempts that failed.</param>
/// <param name="LeastNovelty">In [0, 1]; how little the learned part is to be trusted at best, for tasks that no training source holds.</param>
public readonly record struct PromptCircumstances(double ExtraDemand, double LeastNovelty)
{
    public static readonly PromptCircumstances None;
}
