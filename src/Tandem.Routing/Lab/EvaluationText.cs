using System.Globalization;
using System.Text.Json;
using Tandem.Routing.Evaluation;

namespace Tandem.Routing.Lab;

/// <summary>Writes an <see cref="EvaluationResult"/> as a table for people or as one JSON object.</summary>
public static class EvaluationText
{
    public static void WriteTable(EvaluationResult result, TextWriter to)
    {
        to.WriteLine(string.Create(CultureInfo.InvariantCulture, $"router {result.Router}; figures with bootstrap 95 % intervals over queries"));
        to.WriteLine("| source | n | weak → strong | APGR | CPT(50 %) | CPT(80 %) | APGR, ten bins | oracle |");
        to.WriteLine("| --- | --- | --- | --- | --- | --- | --- | --- |");
        foreach (var source in result.Sources)
        {
            to.WriteLine(source.Pair is not { } pair
                ? $"| {source.Source} | {source.Rows} | {source.Weak} → {source.Strong} | the strong model is not better on these rows | | | | |"
                : string.Create(CultureInfo.InvariantCulture,
                    $"| {source.Source} | {pair.Queries} | {source.Weak} {pair.Weak:0.000} → {source.Strong} {pair.Strong:0.000} | {Text(pair.Apgr, 1)} | {Text(pair.Cpt50, 100)} | {Text(pair.Cpt80, 100)} | {pair.ApgrOfTenBins:0.000} | {pair.Oracle:0.000} |"));
        }

        foreach (var (source, pool) in result.Sources.Where(s => s.Pool is not null).Select(s => (s.Source, s.Pool!)))
        {
            var aiq = pool.Aiq is { } value ? string.Create(CultureInfo.InvariantCulture, $", AIQ {value:0.000}") : "";
            to.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{source}, pool of {pool.Models}: {Text(pool.Quality, 1)}; best single {pool.BestModel} {pool.BestSingle:0.000}; oracle {pool.Oracle:0.000}; gap closed {100 * pool.GapClosed:0.0} %{aiq}"));
        }

        to.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"P(success): ECE {Text(result.Ece, 1)}, Brier {Text(result.Brier, 1)}, {result.Reliability.Predictions} predictions, {Reliability.BinCount} bins of equal size"));
    }

    public static void WriteJson(EvaluationResult result, Stream to)
    {
        using var json = new Utf8JsonWriter(to, new JsonWriterOptions { Indented = true });
        json.WriteStartObject();
        json.WriteString("router", result.Router);
        Interval(json, "ece", result.Ece);
        Interval(json, "brier", result.Brier);
        json.WriteStartArray("bins");
        foreach (var bin in result.Reliability.Bins)
        {
            json.WriteStartObject();
            json.WriteNumber("predicted", bin.Predicted);
            json.WriteNumber("observed", bin.Observed);
            json.WriteNumber("count", bin.Count);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("sources");
        foreach (var source in result.Sources)
            WriteSource(json, source);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteSource(Utf8JsonWriter json, SourceResult source)
    {
        json.WriteStartObject();
        json.WriteString("source", source.Source);
        json.WriteString("weak", source.Weak);
        json.WriteString("strong", source.Strong);
        if (source.Pair is { } pair)
        {
            json.WriteNumber("queries", pair.Queries);
            json.WriteNumber("weak_score", pair.Weak);
            json.WriteNumber("strong_score", pair.Strong);
            json.WriteNumber("oracle", pair.Oracle);
            Interval(json, "apgr", pair.Apgr);
            json.WriteNumber("apgr10", pair.ApgrOfTenBins);
            Interval(json, "cpt50", pair.Cpt50);
            Interval(json, "cpt80", pair.Cpt80);
            json.WriteStartArray("pgr");
            for (var share = 0; share <= 100; share++)
                json.WriteNumberValue(pair.Curve.Pgr(share / 100.0));
            json.WriteEndArray();
        }

        if (source.Pool is { } pool)
        {
            json.WriteStartObject("pool");
            json.WriteNumber("models", pool.Models);
            Interval(json, "quality", pool.Quality);
            json.WriteString("best_model", pool.BestModel);
            json.WriteNumber("best_single", pool.BestSingle);
            json.WriteNumber("oracle", pool.Oracle);
            json.WriteNumber("gap_closed", double.IsNaN(pool.GapClosed) ? 0 : pool.GapClosed);
            if (pool.Aiq is { } aiq)
                json.WriteNumber("aiq", aiq);
            json.WriteEndObject();
        }

        if (source.CostAtShares.Count > 0)
        {
            json.WriteStartArray("accuracy_at_cost");
            foreach (var (share, usd, quality) in source.CostAtShares)
            {
                json.WriteStartObject();
                json.WriteNumber("strong_share", share);
                json.WriteNumber("usd", usd);
                json.WriteNumber("quality", quality);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    private static void Interval(Utf8JsonWriter json, string name, BootstrapInterval interval)
    {
        json.WriteStartObject(name);
        json.WriteNumber("value", interval.Value);
        json.WriteNumber("low", double.IsNaN(interval.Low) ? interval.Value : interval.Low);
        json.WriteNumber("high", double.IsNaN(interval.High) ? interval.Value : interval.High);
        json.WriteEndObject();
    }

    private static string Text(BootstrapInterval interval, double scale) => scale > 1
        ? string.Create(CultureInfo.InvariantCulture, $"{scale * interval.Value:0.0} [{scale * interval.Low:0.0}, {scale * interval.High:0.0}] %")
        : interval.ToString();
}
