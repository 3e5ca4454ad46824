using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Tandem.Pipeline.Errors;
using Tandem.Providers;
using Tandem.Server.Gateway.Conversations;

namespace Tandem.Server.Hosting;

/// <summary>Writes an error as the client's dialect has it.</summary>
internal static class ErrorAnswer
{
    /// <summary>Anthropic's own status for an overloaded service.</summary>
    private const int AnthropicOverloaded = 529;

    public static Task WriteAsync(HttpContext http, RequestException failure) => WriteAsync(http, Of(failure), failure.RetryAfter);

    public static async Task WriteAsync(HttpContext http, WireError error, TimeSpan? retryAfter = null)
    {
        var life = RequestLife.Of(http);
        var named = error with { RequestId = life.Id.Value };
        var status = StatusOf(error, life.Errors);
        http.Response.StatusCode = status;
        if (retryAfter is { } wait)
            http.Response.Headers.RetryAfter = ((long)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        if (status == StatusCodes.Status401Unauthorized)
            http.Response.Headers.WWWAuthenticate = "Bearer";
        var body = Body(life, named, status);
        http.Response.ContentType = life.Errors == Dialect.Native ? "application/problem+json" : "application/json";
        http.Response.ContentLength = body.Length;
        if (!HttpMethods.IsHead(http.Request.Method))
            await http.Response.Body.WriteAsync(body, http.RequestAborted);
    }

    public static WireError Of(RequestException failure) => new(KindOf(failure), failure.Message, Code: failure.Code);

    private static byte[] Body(RequestLife life, WireError error, int status)
    {
        if (life.Errors == Dialect.Native)
            return JsonSerializer.SerializeToUtf8Bytes(new Problem("about:blank", error.Word, status, error.Message, life.Id.Value), ServerJson.Default.Problem);
        if (error.Code == ThreadConversation.NotFound)
            return JsonSerializer.SerializeToUtf8Bytes(
                new ThreadError("error", new ThreadErrorBody("not_found_error", error.Message, new ThreadErrorDetails(error.Code)), life.Id.Value), ServerJson.Default.ThreadError);
        return DialectDoor.Error(life.Errors, error);
    }

    private static int StatusOf(WireError error, Dialect dialect) =>
        error.Code == "idempotency_key_reused" ? StatusCodes.Status422UnprocessableEntity
        : error.Code == "idempotency_unfinished" ? StatusCodes.Status409Conflict
        : dialect == Dialect.Anthropic && error.Kind == WireErrorKind.NoModel ? AnthropicOverloaded
        : error.Status;

    private static WireErrorKind KindOf(RequestException failure) => failure.Kind switch
    {
        ErrorKind.Invalid when failure.Code == "context_length_exceeded" => WireErrorKind.ContextLength,
        ErrorKind.Invalid when failure.Code == "content_filter" => WireErrorKind.ContentFilter,
        ErrorKind.Invalid => WireErrorKind.Invalid,
        ErrorKind.Unauthorized => WireErrorKind.Unauthorized,
        ErrorKind.PrivacyRefused => WireErrorKind.PrivacyRefused,
        ErrorKind.BudgetExceeded => WireErrorKind.BudgetExceeded,
        ErrorKind.RateLimited => WireErrorKind.RateLimited,
        ErrorKind.NoModel => WireErrorKind.NoModel,
        ErrorKind.Failed when failure.InnerException is UpstreamException => WireErrorKind.UpstreamFailed,
        _ => WireErrorKind.Internal,
    };
}
