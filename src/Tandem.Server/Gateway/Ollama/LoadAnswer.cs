using Microsoft.AspNetCore.Http;

namespace Tandem.Server.Gateway.Ollama;

/// <summary>The answer to a request without a prompt, by which Ollama's clients load a model.</summary>
internal sealed class LoadAnswer(ModelNames names, TimeProvider time)
{
    public Task WriteAsync(HttpContext http, string model, bool isChat)
    {
        names.Resolve(model);
        return JsonAnswer.WriteAsync(
            http,
            new OllamaLoaded(model, OllamaTime.Of(time.GetUtcNow()), isChat ? new OllamaEmptyMessage("assistant", "") : null, isChat ? null : "", Done: true, DoneReason: "load"),
            ServerJson.Default.OllamaLoaded);
    }
}
