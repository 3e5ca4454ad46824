using System.Text.RegularExpressions;

namespace Tandem.Agent.Cascade;

/// <summary>Whether a task asks that tests or the build pass, told from its words.</summary>
internal static partial class TaskWords
{
    public static bool AsksForRepair(string task) => Repair().IsMatch(task);

    [GeneratedRegex(@"\b(fix\w*|repair\w*|fail\w*|failing|broken|breaks?|red|green|passes|pass|bug\w*|error\w*|test suite|repariere\w*|behebe\w*|fehler\w*|rot|grün|corrige\w*|arregla\w*|échou\w*)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Repair();
}
