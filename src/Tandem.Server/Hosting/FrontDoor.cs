using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Tandem.Pipeline.Errors;
using Tandem.Pipeline.Ids;
using Tandem.Pipeline.Ledger;
using Tandem.Providers;
using Tandem.Server.Admin;

namespace Tandem.Server.Hosting;

/// <summary>The first and the last to see a request: gives it an id, refuses foreign hosts and origins, and turns what goes wrong into an answer.</summary>
internal sealed partial class FrontDoor(HostNames hosts, ServerMetrics metrics, TimeProvider time, ILogger<FrontDoor> log)
{
    public const string RequestIdHeader = "x-tandem-request-id";

    public async Task RunAsync(HttpContext http, RequestDelegate next)
    {
        var life = new RequestLife(RequestId.New(time.GetUtcNow())) { Errors = ErrorShape.ByPath(http.Request.Path) };
        http.Features.Set(life);
        var headers = http.Response.Headers;
        headers[RequestIdHeader] = life.Id.Value;
        headers["x-request-id"] = life.Id.Value; // Where OpenAI's clients look.
        headers["request-id"] = life.Id.Value; // Where Anthropic's clients look.
        headers.XContentTypeOptions = "nosniff";
        var started = time.GetTimestamp();
        try
        {
            if (hosts.Refuse(http.Request) is { } reason)
                await ErrorAnswer.WriteAsync(http, new WireError(WireErrorKind.Forbidden, reason));
            else
                await next(http);
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            // Nobody is left to be told.
        }
        catch (Exception failure)
        {
            await FailAsync(http, life, failure);
        }

        metrics.Count(http, life, time.GetElapsedTime(started));
    }

    private async Task FailAsync(HttpContext http, RequestLife life, Exception failure)
    {
        var error = failure switch
        {
            GatewayException known => known.Error,
            RequestException known => ErrorAnswer.Of(known),
            RequestFormatException wrong => new WireError(WireErrorKind.Invalid, wrong.Message),
            BadHttpRequestException wrong => new WireError(wrong.StatusCode == 413 ? WireErrorKind.TooLarge : WireErrorKind.Invalid, "The request's body could not be read."),
            LedgerUnavailableException unavailable => new WireError(WireErrorKind.Internal, unavailable.Message),
            _ => null,
        };
        if (error is null)
            LogDefect(life.Id.Value, failure);
        error ??= new WireError(WireErrorKind.Internal, $"Something failed inside Tandem. Its log has more under {life.Id}.");
        if (http.Response.HasStarted)
            http.Abort(); // A cut answer cannot be taken for a whole one.
        else
            await ErrorAnswer.WriteAsync(http, error, (failure as RequestException)?.RetryAfter);
    }

    [LoggerMessage(LogLevel.Error, "Request {Id} failed by a defect")]
    private partial void LogDefect(string id, Exception failure);
}
