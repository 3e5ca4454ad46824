using Tandem.Providers.Chat;
using Tandem.Providers.Embeddings;

namespace Tandem.Providers.Wire;

/// <summary>A wire format in both directions: answering a client that speaks it, and calling an upstream that does.</summary>
internal abstract class WireDialect : ClientDialect
{
    public abstract Uri Address(ModelOptions model, bool stream);

    /// <summary>Sets the key's header and those that the dialect demands.</summary>
    public abstract void Authorize(HttpRequestMessage message, ModelOptions model, ModelRequest request);

    /// <summary>The client's own body with the upstream's model name, the cap on the output, and a wish for usage.</summary>
    public abstract byte[] Splice(ModelRequest request, ModelOptions model, int maxOutputTokens);

    /// <summary>The request in this dialect, streamed always, so that the deadlines see progress.</summary>
    public abstract byte[] WriteRequest(ChatRequest chat, ModelOptions model, AttemptContext attempt);

    /// <summary>How its servers make embeddings; null = they make none.</summary>
    public virtual EmbeddingWire? Embeddings => null;

    public abstract AnswerTap CreateTap(RequestOutline outline);

    public abstract AnswerReader CreateReader();
}
