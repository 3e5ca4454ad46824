using System.Globalization;

namespace Tandem.Routing.Decisions;

/// <summary>Says in one short line why a model was taken.</summary>
internal static class DecisionReason
{
    public static string Of(RouteQuery query, Candidate choice, IReadOnlyList<Candidate> order, bool explored)
    {
        if (query.PinnedModel is not null)
            return "you named it";
        if (query.Boundary == Boundary.None && choice.Model.Name == query.CurrentModel)
            return "the tool loop keeps its model";
        if (order.Count == 1)
            return "the only eligible model";
        if (explored)
            return "tried now and then among nearly equal models";

        var strongest = order.MaxBy(candidate => candidate.Score.Expected)!;
        var cheapest = order.MinBy(candidate => candidate.ExpectedCost)!;
        if (choice == strongest && choice == cheapest)
            return "best and cheapest here";
        if (choice == strongest)
            return string.Create(CultureInfo.InvariantCulture, $"worth it: +{choice.Score.Expected - cheapest.Score.Expected:0.00} over {cheapest.Model.Name}");
        return string.Create(CultureInfo.InvariantCulture, $"good enough: {strongest.Model.Name} would add {strongest.Score.Expected - choice.Score.Expected:0.00}");
    }
}
