using System.Collections.Frozen;

namespace Tandem.Routing.Features;

/// <summary>How much a text demands of a model, from few surface features with fixed weights: the part of the router that knows no source.</summary>
/// <param name="Level">About 0 for a middling question, −3 for a trivial request, +3 and more for research.</param>
/// <param name="Craft">The part of it that specialist engineering adds, 0 or more: there abilities differ most.</param>
/// <remarks>
/// Unit weights on standardised features carry over to new sources where fitted weights do not (Dawes 1979). What counts is text to keep in mind at once:
/// sentences, people, comparisons, negations, repetition; specialist engineering words add, words of small edits take away. Contest problems (long,
/// exact, bounded by powers of ten) are a further step up: there weak and strong models fail alike, so that gain falls with demand.
/// </remarks>
internal readonly record struct TaskDemand(double Level, double Craft)
{
    // Mean and deviation over a mixture of public benchmarks; they only set the units.
    private static readonly Term[] s_load =
    [
        new("log-sentences", 1.66, 0.80, 0.41), new("commas", 0.74, 1.17, 0.41), new("count-of-people", 0.88, 0.84, 0.41),
        new("count-of-negation", 0.34, 0.54, 0.41), new("count-of-comparison", 0.73, 0.73, 0.41), new("distinct-words", 0.70, 0.20, -0.41),
        new("count-of-number-words", 0.39, 0.66, 0.3),
    ];

    private static readonly Term[] s_craft =
    [
        new("count-of-systems", 0, 0.5, 0.6), new("count-of-proof", 0, 0.5, 0.6), new("count-of-design", 0, 0.5, 0.4), new("count-of-algorithms", 0, 0.7, 0.3),
        new("count-of-security", 0, 0.5, 0.3), new("count-of-scope", 0, 0.7, 0.3), new("count-of-advanced-math", 0, 0.7, 0.4),
        new("count-of-statistics", 0, 0.7, 0.2), new("count-of-computing", 0, 0.7, 0.3), new("count-of-simple-edit", 0, 0.5, -0.7),
    ];

    private static readonly Term[] s_contest =
    [
        new("log-lines", 1.69, 1.16, 0.5), new("largest-magnitude", 2.26, 3.91, 0.5), new("carets", 0.06, 0.38, 0.5),
    ];

    // Every large model writes French; how well it writes Georgian is where models differ.
    private static readonly Term[] s_language = [new("count-of-rare-languages", 0, 1.1, 1.3)];

    private const double MostLoad = 1.8;

    private static readonly FrozenDictionary<string, int> s_places =
        SurfaceNames.All.Select((name, place) => (name, place)).ToFrozenDictionary(p => p.name, p => p.place, StringComparer.Ordinal);

    public static TaskDemand Of(ReadOnlySpan<float> surface)
    {
        var craft = Math.Clamp(Sum(s_craft, surface), -2, 5);
        var contest = 3 * Math.Max(0, Sum(s_contest, surface) - 0.9);
        var load = Sum(s_load, surface);

        // However much there is to keep in mind, it alone never makes a question hopeless for both models.
        if (load > 0)
            load = MostLoad * Math.Tanh(load / MostLoad);
        return new TaskDemand(load + craft + contest + Sum(s_language, surface), contest > 0 ? 0 : Math.Max(0, craft));
    }

    private static double Sum(Term[] terms, ReadOnlySpan<float> surface)
    {
        var sum = 0.0;
        foreach (var term in terms)
            sum += term.Weight * Math.Clamp((surface[s_places[term.Feature]] - term.Mean) / term.Deviation, -2.5, 5);
        return sum;
    }

    private readonly record struct Term(string Feature, double Mean, double Deviation, double Weight);
}
