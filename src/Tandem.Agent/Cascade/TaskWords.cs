using System.Text.RegularExpressions;

namespace Tandem.Agent.Cascade;

/// <summary>Whether a task asks that tests or the build pass, told from its words.</summary>
internal static partial class TaskWords
{
    public static bool AsksForRepair(string task) => Repair().IsMatch(task) && !Question().IsMatch(task);

    [GeneratedRegex(@"\b(fix|repair|solve|heal|debug|get|make|turn|bring|let)\b.*\b(tests?|build|suite|ci|checks?|pass|passes|passing|green|fail\w*|broken|bugs?|errors?|compile\w*|warnings?)\b|\b(behebe|repariere|korrigiere|corrige|arregla|répare)\w*\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking | RegexOptions.Singleline)]
    private static partial Regex Repair();

    [GeneratedRegex(@"^\W*(explain|why|what|how|where|which|when|who|describe|show|list|summari[sz]e|review|is|are|does|do|can|could|should|warum|wie|was|wo|erkläre)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Question();
}
