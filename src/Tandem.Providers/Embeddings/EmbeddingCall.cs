using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Tandem.Egress;
using Tandem.Providers.Chat;
using Tandem.Providers.Wire;

namespace Tandem.Providers.Embeddings;

/// <summary>One attempt to have texts embedded by a model behind HTTP.</summary>
internal static class EmbeddingCall
{
    private static readonly JsonWriterOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <returns>The terminal frame, with the vectors as its event.</returns>
    /// <exception cref="UpstreamException">The upstream refused, or sent no valid answer.</exception>
    public static async Task<RelayFrame> SendAsync(
        ModelRequest request, ModelOptions model, WireDialect dialect, IEgressGate gate, AttemptContext attempt, TimeProvider time, CancellationToken cancellationToken)
    {
        var wanted = request.Embedding!;
        var wire = dialect.Embeddings ?? throw new UpstreamException(UpstreamError.InvalidRequest, $"'{model.Name}': its provider makes no embeddings.");
        using var message = new HttpRequestMessage(HttpMethod.Post, wire.Address(model)) { Content = new JsonBody(Body(wire, wanted, model)) };
        message.Headers.TryAddWithoutValidation("Accept", "application/json");
        message.Headers.TryAddWithoutValidation("User-Agent", "tandem");
        dialect.Authorize(message, model, request);
        var pass = attempt.Pass with { WholeAnswer = true, AllowPrivateAddress = attempt.Pass.AllowPrivateAddress || PrivateAddresses.IsLiteral(model.BaseUrl!) };
        await using var answer = await UpstreamAnswer.OpenAsync(gate, message, pass, model.Name, dialect, stream: false, time, cancellationToken);
        var body = await answer.ReadWholeAsync(cancellationToken);
        try
        {
            using var json = JsonDocument.Parse(body);
            var (vectors, usage) = wire.Read(json.RootElement);
            if (vectors.Count != wanted.Inputs.Count || vectors.Any(vector => vector.Length != vectors[0].Length)) throw answer.Malformed();
            return new RelayFrame
            {
                Kinds = FrameKinds.Terminal | (usage is null ? FrameKinds.None : FrameKinds.Usage),
                Event = new EmbeddingsEvent(vectors),
                Usage = usage ?? default,
                Finish = FinishReason.Stop,
            };
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or FormatException) { throw answer.Malformed(error); }
    }

    private static byte[] Body(EmbeddingWire wire, EmbeddingRequest request, ModelOptions model)
    {
        var output = new ArrayBufferWriter<byte>(4_096);
        using (var writer = new Utf8JsonWriter(output, Compact))
        {
            writer.WriteStartObject();
            try { wire.Write(writer, request, model); }
            catch (RequestFormatException error) { throw new UpstreamException(UpstreamError.InvalidRequest, error.Message, error); }
            writer.WriteEndObject();
        }

        return output.WrittenSpan.ToArray();
    }
}
