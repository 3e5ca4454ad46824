namespace Tandem.Providers.Ollama;

/// <summary>
/// The context that is asked for. Ollama's default is small and it cuts a longer prompt silently, so the size is always stated; in few steps,
/// because another size makes it load the model again.
/// </summary>
internal static class OllamaContext
{
    private const double LeastBytesPerToken = 2.5;

    public static int Size(long textBytes, int outputTokens, int most)
    {
        var needed = (long)(textBytes / LeastBytesPerToken) + outputTokens + 512;
        for (var size = 8_192L; size < most; size *= 4)
        {
            if (size >= needed) return (int)size;
        }

        return most;
    }
}
