using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.AspNetCore.Http;
using Tandem.Pipeline;
using Tandem.Pipeline.Errors;
using Tandem.Server.Gateway;

namespace Tandem.Server.Telemetry;

/// <summary>Spans and measurements of requests, in the words of OpenTelemetry's conventions for generative AI. They hold no text of a prompt or an answer.</summary>
/// <remarks>https://opentelemetry.io/docs/specs/semconv/gen-ai/, version 1.37. Costs next to nothing where nobody listens.</remarks>
internal sealed class GatewayTelemetry(TimeProvider time) : IDisposable
{
    /// <summary>Name of the source of spans and of the meter.</summary>
    public const string Name = "Tandem.Gateway";

    private readonly ActivitySource _source = new(Name);
    private readonly Meter _meter = new(Name);
    private Histogram<long>? _tokens;
    private Histogram<double>? _duration;

    /// <summary>Begins a request's span, as the child of the client's where it names one (<c>traceparent</c>).</summary>
    public RequestSpan Begin(HttpContext http, GatewayCall call)
    {
        _tokens ??= _meter.CreateHistogram<long>("gen_ai.client.token.usage", "{token}", "Input and output tokens used.");
        _duration ??= _meter.CreateHistogram<double>("gen_ai.client.operation.duration", "s", "Duration of a request.");
        var operation = call.Pipeline.Request.Embedding is null ? "chat" : "embeddings";
        var asked = call.Pipeline.Request.Outline.Model;
        ActivityContext.TryParse(http.Request.Headers.TraceParent, http.Request.Headers.TraceState, out var parent);
        var activity = _source.HasListeners() ? _source.StartActivity($"{operation} {asked}", ActivityKind.Client, parent) : null;
        activity?.SetTag("gen_ai.operation.name", operation).SetTag("gen_ai.provider.name", "tandem").SetTag("gen_ai.request.model", asked)
            .SetTag("tandem.request.id", call.Pipeline.Id.Value).SetTag("tandem.door", call.Pipeline.Door);
        return new RequestSpan(this, activity, operation, asked, time.GetTimestamp());
    }

    public void Dispose()
    {
        _source.Dispose();
        _meter.Dispose();
    }

    /// <summary>One request under way.</summary>
    internal sealed class RequestSpan(GatewayTelemetry telemetry, Activity? activity, string operation, string asked, long started) : IDisposable
    {
        private string? _model;
        private string? _error;

        public void Attempt(AttemptNotice attempt) => _model = attempt.Model;

        public void Fail(RequestException failure) => _error = failure.Code ?? failure.Kind.ToString();

        public void End(Receipt receipt)
        {
            _model = receipt.Model ?? _model;
            activity?.SetTag("gen_ai.usage.input_tokens", receipt.Usage.InputTokens).SetTag("gen_ai.usage.output_tokens", receipt.Usage.OutputTokens)
                .SetTag("tandem.decision.id", receipt.Decision.Value).SetTag("tandem.attempts", receipt.Attempts).SetTag("tandem.cost_usd", (double)receipt.Cost.Usd);
            telemetry._tokens!.Record(receipt.Usage.InputTokens, [.. Tags(), new("gen_ai.token.type", "input")]);
            telemetry._tokens.Record(receipt.Usage.OutputTokens, [.. Tags(), new("gen_ai.token.type", "output")]);
        }

        public void Dispose()
        {
            telemetry._duration!.Record(telemetry.Elapsed(started).TotalSeconds, [.. Tags(), .. _error is null ? [] : (KeyValuePair<string, object?>[])[new("error.type", _error)]]);
            if (activity is null)
                return;
            activity.SetTag("gen_ai.response.model", _model);
            if (_error is not null)
                activity.SetTag("error.type", _error).SetStatus(ActivityStatusCode.Error);
            activity.Dispose();
        }

        private KeyValuePair<string, object?>[] Tags() =>
            [new("gen_ai.operation.name", operation), new("gen_ai.provider.name", "tandem"), new("gen_ai.request.model", asked), new("gen_ai.response.model", _model)];
    }

    private TimeSpan Elapsed(long started) => time.GetElapsedTime(started);
}
