using Tandem.Routing.Learning;
using Tandem.Routing.Outcomes;
using Tandem.Routing.Training;

namespace Tandem.Routing.Tests.Training;

/// <summary>Outcomes with a known law: on "ledger" questions only the strong model is right, on "garden" questions both are, mostly.</summary>
internal static class SyntheticOutcomes
{
    public const string Weak = "acme-7b", Strong = "acme-70b";

    private static readonly Lazy<TrainedRouter> s_router = new(() => TrainedRouter.Train(Rows(250, 1), new TrainingOptions()));

    private static readonly string[] s_fillers = ["blue", "round", "small", "quiet", "early", "plain", "warm", "sharp", "broad", "late"];

    /// <summary>Trained once on 250 of them.</summary>
    public static TrainedRouter Router => s_router.Value;

    public static List<OutcomeRow> Rows(int count, int seed, string? split = "train")
    {
        var chance = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(i =>
        {
            var hard = chance.Next(2) == 0;
            string Filler() => s_fillers[chance.Next(s_fillers.Length)];
            return new OutcomeRow
            {
                Id = $"{seed}/{i}", Group = $"{seed}/{i}", Split = split, Source = "made", Domain = hard ? "coding" : "chat",
                Prompt = hard ? $"Balance the {Filler()} ledger of the {Filler()} merchant" : $"Describe the {Filler()} garden of the {Filler()} gardener",
                Scores = new Dictionary<string, double>
                {
                    [Weak] = chance.NextDouble() < (hard ? 0.2 : 0.9) ? 1 : 0,
                    [Strong] = chance.NextDouble() < 0.9 ? 1 : 0,
                },
            };
        })];
    }
}
