using Microsoft.AspNetCore.Http;
using Tandem.Providers;

namespace Tandem.Server.Hosting;

/// <summary>In which dialect a client is told of an error, where no route tells.</summary>
internal static class ErrorShape
{
    public static Dialect ByPath(PathString path) =>
        path.StartsWithSegments("/api/tandem") ? Dialect.Native
        : path.StartsWithSegments("/api") ? Dialect.Ollama
        : path.StartsWithSegments("/v1/messages") ? Dialect.Anthropic
        : path.StartsWithSegments("/v1") ? Dialect.OpenAI
        : Dialect.Native;
}
