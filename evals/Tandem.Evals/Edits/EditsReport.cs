using System.Text;

namespace Tandem.Evals.Edits;

/// <summary>The table of an edits run, for the terminal and for <c>docs/results/edits.md</c>.</summary>
internal sealed class EditsReport(IReadOnlyList<(EditCase Case, CaseResult Result, Judgement Judgement)> rows)
{
    public string Table()
    {
        var table = new StringBuilder();
        table.AppendLine("| cases | n | strict | lenient | harm | wrong refusals | right kind |");
        table.AppendLine("| --- | ---: | --- | --- | --- | --- | --- |");
        AddRow(table, "**all**", rows);
        foreach (var format in Groups(row => row.Case.Format)) AddRow(table, format.Key, format);
        AddRow(table, "paths (`path_*` refusals)", [.. rows.Where(row => row.Case.Expect.ErrorKind is "path_outside" or "path_protected")]);
        foreach (var verdict in Groups(row => $"verdict {row.Case.Expect.Verdict}")) AddRow(table, verdict.Key, verdict);
        foreach (var origin in Groups(row => $"origin {row.Case.Origin ?? "unknown"}")) AddRow(table, origin.Key, origin);
        return table.ToString();
    }

    public string Mutations()
    {
        var table = new StringBuilder();
        table.AppendLine("| mutation | n | strict | harm | wrong refusals |");
        table.AppendLine("| --- | ---: | ---: | ---: | ---: |");
        foreach (var group in Groups(row => row.Case.Mutation ?? "(none)"))
            table.AppendLine($"| {group.Key} | {group.Count()} | {group.Count(row => row.Judgement.Strict)} | {group.Count(row => row.Judgement.Harm)} | {group.Count(row => row.Judgement.WrongRefusal)} |");
        return table.ToString();
    }

    public string Markdown(string command, IEnumerable<string> data, TimeSpan elapsed) => string.Join('\n',
        "# Edits: applying what models write",
        "",
        $"- Command: `{command}`",
        $"- Commit: {RunFacts.Commit()}",
        $"- Data: {string.Join(", ", data.Select(name => $"`{name}`"))}, {rows.Count} cases",
        FormattableString.Invariant($"- Machine: {RunFacts.Machine()}; {elapsed.TotalSeconds:0.0} s in all, each case in a workspace of its own"),
        "",
        "Strict: exactly the expected files, or a clean refusal where one is expected. Lenient: also the variants that the data accepts. Harm: files",
        "changed into anything else, changed under an error, or touched outside. Wrong refusal: a refusal of an edit that must apply. Intervals are",
        "Wilson's at 95 %.",
        "",
        Table(),
        "## By mutation",
        "",
        Mutations(),
        "## Not right",
        "",
        Misses());

    private string Misses()
    {
        var misses = rows.Where(row => !row.Judgement.Strict).Select(row => $"- `{row.Case.Id}`: {Word(row.Judgement)}").ToList();
        return misses.Count == 0 ? "None.\n" : string.Join('\n', misses) + "\n";
    }

    private static string Word(Judgement judgement) =>
        judgement.Harm ? "harm" : judgement.WrongRefusal ? "wrongly refused" : judgement.Lenient ? "an accepted variant" : "not right";

    private static void AddRow(StringBuilder table, string name, IEnumerable<(EditCase Case, CaseResult Result, Judgement Judgement)> group)
    {
        var list = group.Select(row => row.Judgement).ToList();
        if (list.Count == 0) return;
        var kinds = list.Where(row => row.RightKind is not null).ToList();
        table.AppendLine($"| {name} | {list.Count} | {Share(list, row => row.Strict)} | {Share(list, row => row.Lenient)} | {Share(list, row => row.Harm)} | "
            + $"{Share(list, row => row.WrongRefusal)} | {(kinds.Count == 0 ? "–" : Share(kinds, row => row.RightKind == true))} |");
    }

    private static Interval Share(List<Judgement> list, Func<Judgement, bool> hit) => Interval.Wilson(list.Count(hit), list.Count);

    private IEnumerable<IGrouping<string, (EditCase Case, CaseResult Result, Judgement Judgement)>> Groups(Func<(EditCase Case, CaseResult Result, Judgement Judgement), string> key) =>
        rows.GroupBy(key).OrderBy(group => group.Key, StringComparer.Ordinal);
}
