using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tandem.Pipeline;
using Tandem.Pipeline.Models;
using Tandem.Server.Hosting;

namespace Tandem.Server.Admin;

/// <summary>Counts of this process, in Prometheus' text format. Labels are routes and configured models only, so that their number is bounded.</summary>
internal sealed class ServerMetrics(ModelPool pool)
{
    private readonly ConcurrentDictionary<(string Route, int Status), Series> _requests = new();
    private readonly ConcurrentDictionary<string, ModelSeries> _models = new(StringComparer.Ordinal);

    /// <summary>Counts an HTTP request that is over.</summary>
    public void Count(HttpContext http, RequestLife life, TimeSpan duration)
    {
        var route = (http.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? "none";
        _requests.GetOrAdd((route, http.Response.StatusCode), static _ => new Series()).Add(duration);
    }

    /// <summary>Counts a model's answer.</summary>
    public void Count(Receipt receipt)
    {
        if (receipt.Model is { } model)
            _models.GetOrAdd(model, static _ => new ModelSeries()).Add(receipt);
    }

    public string Write()
    {
        var text = new StringBuilder();
        Head(text, "tandem_http_requests_total", "counter", "HTTP requests by route and status.");
        foreach (var ((route, status), series) in _requests.OrderBy(entry => entry.Key.Route, StringComparer.Ordinal).ThenBy(entry => entry.Key.Status))
            Line(text, "tandem_http_requests_total", $"route=\"{route}\",status=\"{status}\"", series.Count);
        Head(text, "tandem_http_request_seconds_total", "counter", "Seconds that HTTP requests took, streams to their end.");
        foreach (var ((route, status), series) in _requests.OrderBy(entry => entry.Key.Route, StringComparer.Ordinal).ThenBy(entry => entry.Key.Status))
            Line(text, "tandem_http_request_seconds_total", $"route=\"{route}\",status=\"{status}\"", series.Seconds);
        Models(text, "tandem_answers_total", "Answers that reached a client, by model.", static series => series.Answers);
        Models(text, "tandem_input_tokens_total", "Input tokens over all attempts, by the model that answered.", static series => series.InputTokens);
        Models(text, "tandem_output_tokens_total", "Output tokens over all attempts, by the model that answered.", static series => series.OutputTokens);
        Models(text, "tandem_cost_usd_total", "US dollars, by the model that answered.", static series => series.CostUsd);
        Loads(text, "tandem_requests_under_way", "Requests that a model is answering.", static load => load.UnderWay);
        Loads(text, "tandem_requests_waiting", "Requests that wait for a place at a model.", static load => load.Waiting);
        Head(text, "tandem_model_up", "gauge", "1 = a model is asked; 0 = its breaker is open.");
        foreach (var model in pool.Profiles())
            Line(text, "tandem_model_up", $"model=\"{Escaped(model.Name)}\"", model.Health == Tandem.Routing.Health.Down ? 0 : 1);
        return text.ToString();
    }

    private void Loads(StringBuilder text, string name, string help, Func<ModelLoad, double> value)
    {
        Head(text, name, "gauge", help);
        foreach (var load in pool.Loads())
            Line(text, name, $"model=\"{Escaped(load.Model)}\"", value(load));
    }

    private void Models(StringBuilder text, string name, string help, Func<ModelSeries, double> value)
    {
        Head(text, name, "counter", help);
        foreach (var (model, series) in _models.OrderBy(entry => entry.Key, StringComparer.Ordinal))
            Line(text, name, $"model=\"{Escaped(model)}\"", value(series));
    }

    private static void Head(StringBuilder text, string name, string type, string help) => text.Append($"# HELP {name} {help}\n# TYPE {name} {type}\n");

    private static void Line(StringBuilder text, string name, string labels, double value) =>
        text.Append(CultureInfo.InvariantCulture, $"{name}{{{labels}}} {value:0.#########}\n");

    private static string Escaped(string label) => label.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);

    private sealed class Series
    {
        private long _count;
        private long _ticks;

        public long Count => Interlocked.Read(ref _count);

        public double Seconds => TimeSpan.FromTicks(Interlocked.Read(ref _ticks)).TotalSeconds;

        public void Add(TimeSpan duration)
        {
            Interlocked.Increment(ref _count);
            Interlocked.Add(ref _ticks, duration.Ticks);
        }
    }

    private sealed class ModelSeries
    {
        private long _answers;
        private long _input;
        private long _output;
        private long _nanoUsd;

        public double Answers => Interlocked.Read(ref _answers);

        public double InputTokens => Interlocked.Read(ref _input);

        public double OutputTokens => Interlocked.Read(ref _output);

        public double CostUsd => Interlocked.Read(ref _nanoUsd) / 1e9;

        public void Add(Receipt receipt)
        {
            Interlocked.Increment(ref _answers);
            Interlocked.Add(ref _input, receipt.Usage.InputTokens);
            Interlocked.Add(ref _output, receipt.Usage.OutputTokens);
            Interlocked.Add(ref _nanoUsd, receipt.Cost.Value);
        }
    }
}
