using System.Globalization;
using System.Net;
using System.Text;
using Tandem.Routing.Evaluation;

namespace Tandem.Routing.Lab;

/// <summary>One HTML file without scripts: cost–quality curves with random, always-weak, always-strong and oracle, and the reliability diagram.</summary>
public static class EvaluationPage
{
    private const int Size = 320;
    private const int Margin = 44;

    public static void Write(EvaluationResult result, TextWriter to)
    {
        to.WriteLine("<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>Router evaluation</title><style>");
        to.WriteLine(":root{color-scheme:light dark}body{font:15px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:60rem;padding:0 1rem}");
        to.WriteLine("section{display:inline-block;vertical-align:top;margin:0 1.5rem 1.5rem 0}svg{background:Canvas}text{fill:CanvasText;font-size:11px}");
        to.WriteLine(".axis{stroke:GrayText;fill:none}.router{stroke:#0a7d55;fill:none;stroke-width:2.5}.random{stroke:GrayText;stroke-dasharray:4 3;fill:none}.oracle{fill:#b3541e}.point{fill:#0a7d55}pre{white-space:pre-wrap}</style></head><body>");
        to.WriteLine($"<h1>Router {WebUtility.HtmlEncode(result.Router)}</h1>");
        foreach (var source in result.Sources.Where(s => s.Pair is not null))
            to.WriteLine(Curve(source, source.Pair!));
        to.WriteLine(Diagram(result.Reliability));
        using var table = new StringWriter(CultureInfo.InvariantCulture);
        EvaluationText.WriteTable(result, table);
        to.WriteLine($"<pre>{WebUtility.HtmlEncode(table.ToString())}</pre></body></html>");
    }

    private static string Curve(SourceResult source, PairMetrics pair)
    {
        var qualities = Enumerable.Range(0, 101).Select(i => pair.Curve.Quality(i / 100.0)).ToList();
        var low = Math.Min(qualities.Min(), pair.Weak);
        var high = Math.Max(Math.Max(qualities.Max(), pair.Strong), pair.Oracle);
        double Y(double quality) => Margin + (Size - 2 * Margin) * (1 - (quality - low) / (high - low));
        var svg = Frame("share of calls to the strong model", "mean score", Label(low), Label(high));
        svg.Append(CultureInfo.InvariantCulture, $"<path class=\"random\" d=\"M{X(0):0.0} {Y(pair.Weak):0.0} L{X(1):0.0} {Y(pair.Strong):0.0}\"/>");
        svg.Append("<path class=\"router\" d=\"M");
        svg.AppendJoin(" L", qualities.Select((q, i) => string.Create(CultureInfo.InvariantCulture, $"{X(i / 100.0):0.0} {Y(q):0.0}")));
        svg.Append("\"/>");
        Mark(0, pair.Weak, "always weak", "start");
        Mark(1, pair.Strong, "always strong", "end");
        svg.Append(CultureInfo.InvariantCulture, $"<path class=\"random\" d=\"M{X(0):0.0} {Y(pair.Oracle):0.0} L{X(1):0.0} {Y(pair.Oracle):0.0}\"/><text class=\"oracle\" x=\"{X(0.02):0.0}\" y=\"{Y(pair.Oracle) - 4:0.0}\">oracle (with luck)</text>");
        var title = string.Create(CultureInfo.InvariantCulture,
            $"{source.Source}: {source.Weak} → {source.Strong}, n = {pair.Queries}, APGR {pair.Apgr}");
        return $"<section><h2>{WebUtility.HtmlEncode(title)}</h2>{svg}</svg></section>";

        void Mark(double share, double quality, string name, string anchor) => svg.Append(
            CultureInfo.InvariantCulture,
            $"<circle class=\"point\" r=\"3.5\" cx=\"{X(share):0.0}\" cy=\"{Y(quality):0.0}\"/><text text-anchor=\"{anchor}\" x=\"{X(share):0.0}\" y=\"{Y(quality) + 14:0.0}\">{name}</text>");
    }

    private static string Diagram(Reliability reliability)
    {
        var svg = Frame("predicted P(success)", "observed mean score", "0", "1");
        svg.Append(CultureInfo.InvariantCulture, $"<path class=\"random\" d=\"M{X(0):0.0} {UnitY(0):0.0} L{X(1):0.0} {UnitY(1):0.0}\"/>");
        foreach (var bin in reliability.Bins)
            svg.Append(CultureInfo.InvariantCulture, $"<circle class=\"point\" r=\"4\" cx=\"{X(bin.Predicted):0.0}\" cy=\"{UnitY(bin.Observed):0.0}\"><title>{bin.Count} predictions</title></circle>");
        return $"<section><h2>Reliability, ECE {reliability.Ece.ToString("0.000", CultureInfo.InvariantCulture)}</h2>{svg}</svg></section>";
    }

    private static StringBuilder Frame(string x, string y, string low, string high)
    {
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"<svg role=\"img\" width=\"{Size}\" height=\"{Size}\" viewBox=\"0 0 {Size} {Size}\">");
        svg.Append(CultureInfo.InvariantCulture, $"<path class=\"axis\" d=\"M{Margin} {Margin} V{Size - Margin} H{Size - Margin}\"/><text x=\"{Size / 2}\" y=\"{Size - 12}\" text-anchor=\"middle\">{x}</text>");
        svg.Append(CultureInfo.InvariantCulture, $"<text x=\"12\" y=\"{Margin - 14}\">{y}</text><text x=\"{Margin - 6}\" y=\"{Size - Margin}\" text-anchor=\"end\">{low}</text><text x=\"{Margin - 6}\" y=\"{Margin + 4}\" text-anchor=\"end\">{high}</text>");
        return svg;
    }

    private static double X(double share) => Margin + (Size - 2 * Margin) * share;

    private static double UnitY(double value) => Margin + (Size - 2 * Margin) * (1 - value);

    private static string Label(double value) => value.ToString("0.00", CultureInfo.InvariantCulture);
}
