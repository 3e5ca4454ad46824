namespace Tandem.Server.Gateway.Ollama;

/// <summary>Answer of <c>/api/embed</c>. Durations are not known of another server, and 0.</summary>
internal sealed record EmbedAnswer(string Model, IReadOnlyList<ReadOnlyMemory<float>> Embeddings, long PromptEvalCount)
{
    public long TotalDuration { get; init; }

    public long LoadDuration { get; init; }
}
