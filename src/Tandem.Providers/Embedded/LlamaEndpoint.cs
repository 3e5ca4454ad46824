using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;
using Tandem.Llama;
using Tandem.Llama.Chat;
using Tandem.Llama.Grammars;
using Tandem.Providers.Chat;
using Tandem.Providers.Wire;

namespace Tandem.Providers.Embedded;

/// <summary>A GGUF file that runs in this process. It is loaded at its first request and stays.</summary>
/// <remarks>Safe for concurrent use; answers take turns on the model's threads.</remarks>
public sealed class LlamaEndpoint(ModelOptions model, TimeProvider time) : IModelEndpoint, IDisposable
{
    private readonly Lazy<LlamaModel> _file = new(() => LlamaModel.Load(model.UpstreamName, new LlamaOptions { ContextTokens = model.ContextTokens }));
    private LlamaChatClient? _client;

    public ModelOptions Model => model;

    public async IAsyncEnumerable<RelayFrame> SendAsync(
        ModelRequest request, AttemptContext attempt, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var chat = request.Chat ?? WireDialects.Of(request.Dialect).ReadRequest(request, attempt.OnDropped);
        var sink = new EventSink(request, AnswerHeads.Of(request, model, time));
        var end = new LlamaEvents();
        await using var updates = Updates(chat, attempt, cancellationToken).GetAsyncEnumerator(cancellationToken);
        while (await NextAsync(updates))
        {
            if (sink.Add(end.Read(updates.Current)) == 0)
                continue;
            while (sink.TryTake(out var frame))
                yield return frame;
        }

        yield return sink.End(end.Usage, end.Finish, stopSequence: null, end.PSuccess);
    }

    public void Dispose()
    {
        _client?.Dispose();
        if (_file.IsValueCreated)
            _file.Value.Dispose();
    }

    private async IAsyncEnumerable<ChatResponseUpdate> Updates(ChatRequest chat, AttemptContext attempt, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // Loading reads the whole file: off the caller's thread, and only once.
        var file = await Task.Run(() => _file.Value, cancellationToken);
        _client ??= new LlamaChatClient(file);
        var options = LlamaRequest.Options(chat, attempt);
        await foreach (var update in _client.GetStreamingResponseAsync(LlamaRequest.Messages(chat), options, cancellationToken))
            yield return update;
    }

    /// <summary>The engine's exceptions as those of any upstream.</summary>
    private async ValueTask<bool> NextAsync(IAsyncEnumerator<ChatResponseUpdate> updates)
    {
        try
        {
            return await updates.MoveNextAsync();
        }
        catch (ContextOverflowException tooLong)
        {
            throw new UpstreamException(UpstreamError.ContextLength, $"{model.Name}: {tooLong.Message}", tooLong);
        }
        catch (GrammarException refused)
        {
            throw new UpstreamException(UpstreamError.InvalidRequest, $"{model.Name}: {refused.Message}", refused);
        }
        catch (ModelFileException unusable)
        {
            throw new UpstreamException(UpstreamError.NotFound, $"{model.Name}: {unusable.Message}", unusable);
        }
        catch (IOException unreadable)
        {
            throw new UpstreamException(UpstreamError.NotFound, $"{model.Name}: {unreadable.Message}", unreadable);
        }
    }
}
