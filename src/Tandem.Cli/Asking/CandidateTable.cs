using System.Globalization;
using Spectre.Console;
using Tandem.Cli.Terminal;
using Tandem.Pipeline.Ledger;
using Tandem.Routing.Prices;

namespace Tandem.Cli.Asking;

/// <summary>Every candidate of a decision as a table (<c>route</c>, <c>ask --why</c>).</summary>
internal static class CandidateTable
{
    /// <param name="onOutput">To stdout, where the table is the answer; else to stderr.</param>
    public static void Write(DecisionEntry decision, Func<string, string> zoneOf, ITerminal terminal, bool onOutput = false) =>
        terminal.Write(Of(decision, zoneOf), onOutput);

    private static Table Of(DecisionEntry decision, Func<string, string> zoneOf)
    {
        var table = new Table { Border = TableBorder.Rounded };
        table.AddColumns("", "model", "zone", "P(success)", "90 %", "cost", "time", "why not");
        foreach (var candidate in decision.Candidates)
        {
            var style = candidate.Eligible ? Style.Plain : new Style(decoration: Decoration.Dim);
            Text Cell(string text) => new(SafeText.Of(text), candidate.Model == decision.Choice ? new Style(decoration: Decoration.Bold) : style);
            table.AddRow(
                Cell(candidate.Model == decision.Choice ? "●" : ""),
                Cell(candidate.Model),
                Cell(zoneOf(candidate.Model)),
                Cell(candidate.PSuccess.ToString("0.00", CultureInfo.InvariantCulture)),
                Cell(string.Create(CultureInfo.InvariantCulture, $"{candidate.PLow:0.00} – {candidate.PHigh:0.00}")),
                Cell(NanoUsd.FromUsd(candidate.CostUsd).ToString()),
                Cell(string.Create(CultureInfo.InvariantCulture, $"{candidate.LatencyMs / 1000:0.0} s")),
                Cell(candidate.ExcludedBy ?? ""));
        }

        return table;
    }
}
