using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Tandem.Egress;
using Tandem.Providers.Chat;
using Tandem.Providers.Embeddings;

namespace Tandem.Providers.Wire;

/// <summary>A model behind HTTP, in any dialect: splices and relays for a client of the same dialect, translates both ways for any other.</summary>
/// <remarks>Safe for concurrent use. Until the first output nothing is yielded, so that a failed attempt has relayed nothing.</remarks>
internal sealed class HttpModelEndpoint(ModelOptions model, WireDialect dialect, IEgressGate gate, TimeProvider time) : IModelEndpoint
{
    private const int MaxPreludeBytes = 1024 * 1024;
    private const int MaxMalformedBlocks = 1;

    public ModelOptions Model => model;

    public async IAsyncEnumerable<RelayFrame> SendAsync(
        ModelRequest request, AttemptContext attempt, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (request.Embedding is not null)
        {
            yield return await EmbeddingCall.SendAsync(request, model, dialect, gate, attempt, time, cancellationToken);
            yield break;
        }

        var same = request.Dialect == dialect.Dialect && !request.Outline.HasForeignReasoning;
        var stream = !same || request.Outline.Stream;
        var body = same ? dialect.Splice(request, model, attempt.MaxOutputTokens) : Translate(request, attempt);
        using var message = new HttpRequestMessage(HttpMethod.Post, dialect.Address(model, stream)) { Content = new JsonBody(body) };
        message.Headers.TryAddWithoutValidation("Accept", stream ? $"{dialect.StreamContentType}, application/json" : "application/json");
        message.Headers.TryAddWithoutValidation("User-Agent", "tandem");
        dialect.Authorize(message, model, request);
        var pass = attempt.Pass with { WholeAnswer = !stream, AllowPrivateAddress = attempt.Pass.AllowPrivateAddress || PrivateAddresses.IsLiteral(model.BaseUrl!) };

        await using var answer = await UpstreamAnswer.OpenAsync(gate, message, pass, model.Name, dialect, stream, time, cancellationToken);
        var frames = !same ? TranslateAsync(request, answer, cancellationToken)
            : !stream ? RelayWholeAsync(request, answer, cancellationToken)
            : answer.IsWhole ? TranslateAsync(request, answer, cancellationToken) // It was asked for a stream and sent one object.
            : RelayAsync(request, answer, cancellationToken);
        await foreach (var frame in frames.WithCancellation(cancellationToken))
        {
            answer.Watch.Pause();
            yield return frame;
            answer.Watch.Resume();
        }
    }

    private byte[] Translate(ModelRequest request, AttemptContext attempt)
    {
        try
        {
            var chat = request.Chat ?? WireDialects.Of(request.Dialect).ReadRequest(request, attempt.OnDropped);
            return dialect.WriteRequest(chat, model, attempt);
        }
        catch (RequestFormatException error) { throw new UpstreamException(UpstreamError.InvalidRequest, error.Message, error); } // No model will take it.
    }

    private async IAsyncEnumerable<RelayFrame> RelayAsync(ModelRequest request, UpstreamAnswer answer, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var tap = dialect.CreateTap(request.Outline);
        var held = new ArrayBufferWriter<byte>(1_024); // First the prelude, later the terminal part.
        var (relayed, malformed, heldKinds, heldOutput, heldPieces) = (false, 0, FrameKinds.None, 0, 0);
        while (!tap.Ended && await answer.ReadAsync(tap.Finish != FinishReason.None, cancellationToken))
        {
            if (answer.Data.IsEmpty)
            {
                if (relayed && tap.Finish == FinishReason.None) yield return new RelayFrame { Bytes = answer.Raw };
                continue;
            }

            BlockMeaning meaning;
            try { meaning = tap.Read(answer.Data.Span); }
            catch (Exception error) when (error is JsonException or InvalidOperationException)
            {
                if (++malformed > MaxMalformedBlocks) throw answer.Malformed(error);
                continue; // One broken line is skipped, and not relayed.
            }

            if (meaning.OutputBytes > 0) answer.Watch.Output();
            if (meaning.Drop) continue;
            if (tap.Finish != FinishReason.None || tap.Ended)
            {
                held.Write(answer.Raw.Span);
                (heldKinds, heldOutput, heldPieces) = (heldKinds | meaning.Kinds, heldOutput + meaning.OutputBytes, heldPieces + (meaning.OutputBytes > 0 ? 1 : 0));
                continue;
            }

            var isOutput = (meaning.Kinds & FrameKinds.Progress) != 0;
            if (!relayed && !isOutput)
            {
                if (held.WrittenCount > MaxPreludeBytes) throw answer.Malformed();
                held.Write(answer.Raw.Span);
                continue;
            }

            relayed = true;
            if (held.WrittenCount > 0) held.Write(answer.Raw.Span);
            yield return new RelayFrame
            {
                Kinds = meaning.Kinds,
                Bytes = held.WrittenCount > 0 ? held.WrittenMemory : answer.Raw,
                OutputBytes = meaning.OutputBytes,
                OutputPieces = isOutput ? 1 : 0,
                Usage = tap.Usage,
            };
            held.ResetWrittenCount();
        }

        if (tap.Finish == FinishReason.None) throw answer.CutOff();
        if (!tap.Ended) held.Write(tap.Terminator.Span);
        yield return new RelayFrame
        {
            Kinds = heldKinds | FrameKinds.Terminal | (tap.HasUsage ? FrameKinds.Usage : FrameKinds.None),
            Bytes = held.WrittenMemory,
            Usage = tap.Usage,
            OutputBytes = heldOutput,
            OutputPieces = heldPieces,
            Finish = tap.Finish,
        };
    }

    private async IAsyncEnumerable<RelayFrame> RelayWholeAsync(ModelRequest request, UpstreamAnswer answer, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var body = await answer.ReadWholeAsync(cancellationToken);
        var tap = dialect.CreateTap(request.Outline);
        BlockMeaning meaning;
        try { meaning = tap.ReadWhole(body); }
        catch (Exception error) when (error is JsonException or InvalidOperationException) { throw answer.Malformed(error); }

        if (tap.Finish == FinishReason.None) throw answer.CutOff();
        yield return new RelayFrame
        {
            Kinds = meaning.Kinds | FrameKinds.Terminal | (tap.HasUsage ? FrameKinds.Usage : FrameKinds.None),
            Bytes = body,
            Usage = tap.Usage,
            OutputBytes = meaning.OutputBytes,
            Finish = tap.Finish,
        };
    }

    private async IAsyncEnumerable<RelayFrame> TranslateAsync(ModelRequest request, UpstreamAnswer answer, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var reader = dialect.CreateReader();
        var sink = new EventSink(request, AnswerHeads.Of(request, model, time));
        var events = new List<ChatEvent>();
        var malformed = 0;
        while (!reader.Ended)
        {
            events.Clear();
            if (answer.IsWhole)
            {
                var body = await answer.ReadWholeAsync(cancellationToken);
                try { reader.ReadWhole(body, events); }
                catch (Exception error) when (error is JsonException or InvalidOperationException) { throw answer.Malformed(error); }
            }
            else
            {
                if (!await answer.ReadAsync(reader.Finish != FinishReason.None, cancellationToken)) break;
                if (answer.Data.IsEmpty) continue;
                try { reader.Read(answer.Data.Span, events); }
                catch (Exception error) when (error is JsonException or InvalidOperationException)
                {
                    if (++malformed > MaxMalformedBlocks) throw answer.Malformed(error);
                    continue;
                }
            }

            if (sink.Add(events) > 0) answer.Watch.Output();
            while (sink.TryTake(out var frame)) yield return frame;
            if (answer.IsWhole) break;
        }

        if (reader.Finish == FinishReason.None) throw answer.CutOff();
        yield return sink.End(reader);
    }
}
