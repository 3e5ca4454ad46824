using Tandem.Routing.Features;

namespace Tandem.Routing.Learning;

/// <summary>The features of the boosted trees: surface, coverage and demand, the linear heads, the topics. Training and scoring lay them out here.</summary>
internal static class StageRow
{
    private static int HeadsAt => SurfaceNames.All.Count + 2;

    private static int TopicsAt => HeadsAt + 2;

    /// <summary>Features of a row with this many topics.</summary>
    public static int Width(int topics) => TopicsAt + topics * TopicGroup.Width;

    public static float[] New(PromptFeatures features, SparseVector sparse, int topics)
    {
        var row = new float[Width(topics)];
        features.Surface.CopyTo(row, 0);
        row[SurfaceNames.All.Count] = sparse.Coverage;
        row[SurfaceNames.All.Count + 1] = (float)TaskDemand.Of(features.Surface).Level;
        return row;
    }

    /// <param name="heads">Middle and gain first.</param>
    public static void PutHeads(float[] row, ReadOnlySpan<float> heads) => heads[..2].CopyTo(row.AsSpan(HeadsAt));

    public static void PutTopic(float[] row, int topic, ReadOnlySpan<float> posterior, ReadOnlySpan<float> middles, ReadOnlySpan<float> gains) =>
        TopicGroup.Encode(posterior, middles, gains, row.AsSpan(TopicsAt + topic * TopicGroup.Width, TopicGroup.Width));
}
