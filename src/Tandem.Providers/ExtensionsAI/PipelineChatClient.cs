using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;
using Tandem.Providers.Chat;
using ChatMessage = Microsoft.Extensions.AI.ChatMessage;

namespace Tandem.Providers.ExtensionsAI;

/// <summary><see cref="IChatClient"/> over whatever answers a <see cref="ChatRequest"/> in <see cref="ChatEvent"/>s: the pipeline, or one endpoint.</summary>
/// <remarks>Safe for concurrent use as far as the function is. A failure is the function's exception, unchanged.</remarks>
/// <param name="answer">Sends a request; the events end with a <see cref="FinishedEvent"/>.</param>
/// <param name="model">The model to ask for where the options name none: a name, or <c>auto</c>.</param>
public sealed class PipelineChatClient(Func<ChatRequest, CancellationToken, IAsyncEnumerable<ChatEvent>> answer, string model = "auto") : IChatClient
{
    public async Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        await GetStreamingResponseAsync(messages, options, cancellationToken).ToChatResponseAsync(cancellationToken);

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var updates = new UpdateWriter();
        await foreach (var piece in answer(RequestReader.Read(messages, options, model), cancellationToken))
        {
            foreach (var update in updates.Write(piece)) yield return update;
        }
    }

    public object? GetService(Type serviceType, object? serviceKey = null)
    {
        if (serviceKey is not null) return null;
        if (serviceType == typeof(ChatClientMetadata)) return new ChatClientMetadata("tandem", defaultModelId: model);
        return serviceType.IsInstanceOfType(this) ? this : null;
    }

    public void Dispose()
    {
    }
}
