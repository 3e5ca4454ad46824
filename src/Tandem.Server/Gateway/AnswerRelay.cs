using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Tandem.Pipeline;
using Tandem.Pipeline.Errors;
using Tandem.Pipeline.Ledger;
using Tandem.Providers;
using Tandem.Server.Admin;
using Tandem.Server.Gateway.Idempotency;
using Tandem.Server.Hosting;
using Tandem.Server.Telemetry;

namespace Tandem.Server.Gateway;

/// <summary>Runs a call and relays its frames to the client: bytes as they come, one flush each; an error in the client's dialect, before the first byte by its status, after it in the stream.</summary>
internal sealed class AnswerRelay(
    Engine.Engine engine, AssistantDoor assistants, Draining draining, ServerMetrics metrics, IdempotentRequests idempotency, ServerEvents events, GatewayTelemetry telemetry,
    ServerOptions options)
{
    /// <param name="writer">Turns frames of an in-process call into bytes; null where frames carry the client's bytes already.</param>
    public Task AnswerAsync(HttpContext http, GatewayCall call, IAnswerFormat? writer = null) => call.Pipeline.Idempotency is null
        ? RunAsync(http, call, writer, recorder: null)
        : idempotency.RunAsync(http, call, (once, recorder) => RunAsync(http, once, writer, recorder));

    private async Task RunAsync(HttpContext http, GatewayCall call, IAnswerFormat? writer, OutcomeRecorder? recorder)
    {
        var response = http.Response;
        var stream = call.Pipeline.Request.Outline.Stream;
        var output = new ClientStream(http, options.WriteDeadline, engine.Time);
        using var life = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, draining.Ended);
        DecisionEntry? decision = null;
        using var span = telemetry.Begin(http, call);
        try
        {
            await foreach (var frame in call.Assistant is { } name ? assistants.RunAsync(name, call, life.Token) : engine.Pipeline.RunAsync(call.Pipeline, life.Token))
                switch (frame.Step)
                {
                    case PipelineStep.Decided:
                        AnswerHeaders.Decided(response, decision = frame.Decision!);
                        events.Tell(call.Caller.Owner, "decision", () => JsonSerializer.SerializeToUtf8Bytes(decision, ServerJson.Default.DecisionEntry));
                        break;
                    case PipelineStep.Attempt:
                        AnswerHeaders.Attempt(response, decision!, frame.Attempt!);
                        RequestLife.Of(http).Model = frame.Attempt!.Model;
                        span.Attempt(frame.Attempt);
                        break;
                    case PipelineStep.Relay:
                        var bytes = writer is null ? frame.Relay.Bytes : writer.Write(frame.Relay);
                        if (bytes.IsEmpty)
                            break;
                        if (call.Witness is { } witness)
                            await witness.SeeAsync(bytes, frame.Relay.Kinds, life.Token);
                        if (!response.HasStarted)
                            Begin(response, call, stream, writer, frame.Receipt, bytes.Length);
                        if (recorder is not null)
                            await recorder.SeeAsync(bytes, isLast: (frame.Relay.Kinds & FrameKinds.Terminal) != 0);
                        await output.WriteAsync(bytes, life.Token);
                        break;
                    case PipelineStep.Broken:
                        span.Fail(frame.Error!);
                        await FailAsync(http, output, call, writer, frame.Error!);
                        break;
                    case PipelineStep.Receipt:
                        var usage = frame.Receipt!.Usage;
                        call.Admission?.Used(usage.InputTokens + usage.OutputTokens);
                        metrics.Count(frame.Receipt);
                        span.End(frame.Receipt);
                        Tell(call.Caller.Owner, frame.Receipt);
                        break;
                }
        }
        catch (RequestException failure)
        {
            span.Fail(failure);
            if (recorder is not null && !response.HasStarted)
                await recorder.FailAsync();
            await FailAsync(http, output, call, writer, failure);
        }
        catch (OperationCanceledException) when (draining.Ended.IsCancellationRequested && !http.RequestAborted.IsCancellationRequested)
        {
            await FailAsync(http, output, call, writer, new RequestException(ErrorKind.NoModel, "This server is stopping. Ask again in a moment.") { RetryAfter = TimeSpan.FromSeconds(5) });
        }
    }

    private void Tell(string owner, Receipt receipt) => events.Tell(owner, "receipt", () => JsonSerializer.SerializeToUtf8Bytes(
        new ReceiptEvent(
            receipt.Request.Value, receipt.Decision.Value, receipt.Model, AdminQuery.Snake(receipt.State), receipt.Usage.InputTokens, receipt.Usage.OutputTokens, receipt.Cost.Usd, receipt.Attempts),
        ServerJson.Default.ReceiptEvent));

    private static void Begin(HttpResponse response, GatewayCall call, bool stream, IAnswerFormat? writer, Receipt? receipt, int length)
    {
        AnswerHeaders.Dropped(response, call.Dropped);
        response.ContentType = writer?.ContentType ?? DialectDoor.ContentType(call.Pipeline.Request.Dialect, stream);
        if (receipt is not null)
            AnswerHeaders.Cost(response, receipt.Cost.Usd);
        if (!stream)
        {
            response.ContentLength = length;
            return;
        }

        response.Headers.CacheControl = "no-cache";
        response.Headers["x-accel-buffering"] = "no"; // A proxy that gathers chunks would hide that it is a stream.
    }

    private static async Task FailAsync(HttpContext http, ClientStream output, GatewayCall call, IAnswerFormat? writer, RequestException failure)
    {
        if (!http.Response.HasStarted)
        {
            await ErrorAnswer.WriteAsync(http, failure);
            return;
        }

        var life = RequestLife.Of(http);
        var error = ErrorAnswer.Of(failure) with { RequestId = life.Id.Value };
        await output.WriteAsync(writer?.StreamError(error) ?? DialectDoor.StreamError(call.Pipeline.Request.Dialect, error), http.RequestAborted);
    }
}
