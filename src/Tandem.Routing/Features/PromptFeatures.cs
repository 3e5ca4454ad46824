namespace Tandem.Routing.Features;

/// <summary>What the learned router sees of a prompt: numbers about its surface, and hashes of its words.</summary>
/// <param name="Surface">In the order of <see cref="SurfaceNames.All"/>; free of any source's format where that was possible.</param>
/// <param name="Grams">32-bit hashes of words, word pairs and stems, in text order, with repetitions.</param>
public sealed record PromptFeatures(float[] Surface, uint[] Grams)
{
    /// <summary>Changes whenever a feature changes its meaning; artifacts of another version are refused.</summary>
    public const int Version = 2;

    /// <summary>Reads a prompt's head and tail. About 20 µs for 2 KB on one core.</summary>
    public static PromptFeatures Of(string prompt)
    {
        var text = PromptText.Window(prompt);
        var reader = new PromptReader(text);
        reader.Read();
        return new PromptFeatures(SurfaceVector.Of(text, reader), reader.Grams.ToArray());
    }
}
