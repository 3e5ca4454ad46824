using System.Globalization;
using Tandem.Routing.Lab;

namespace Tandem.Evals.Routing;

/// <summary>The tables of a run, for the terminal and as Markdown.</summary>
internal static class RoutingReport
{
    public static void Write(IReadOnlyList<EvaluationResult> results, RoutingOptions options, string[] args, TextWriter output)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        foreach (var result in results)
        {
            EvaluationText.WriteTable(result, text);
            text.WriteLine();
        }

        if (options.Regime == "transfer")
        {
            var families = results.SelectMany(r => r.Sources).Where(s => s.Pair is not null).GroupBy(s => RoutingOptions.FamilyOf(s.Source))
                .Select(g => g.Average(s => s.Pair!.Apgr.Value)).ToList();
            text.WriteLine(string.Create(CultureInfo.InvariantCulture, $"macro APGR over {families.Count} families: {families.Average():0.000}"));
        }

        output.Write(text);
        if (options.Report is null)
            return;
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(options.Report))!);
        var command = string.Join(' ', args.Where((arg, i) => arg != "--report" && (i == 0 || args[i - 1] != "--report")));
        File.WriteAllText(options.Report, $"""
            # Routing, regime {options.Regime}

            {text}
            Command: `./evals/run routing {command}` ({Environment.ProcessorCount} cores).

            """);
    }
}
