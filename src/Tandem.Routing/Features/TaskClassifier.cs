using System.Text.RegularExpressions;

namespace Tandem.Routing.Features;

/// <summary>Reads the kind of task from a request's words, where the door does not know it.</summary>
public static partial class TaskClassifier
{
    private static readonly RecentTexts<ValueTuple, TaskKind> s_recent = new();

    /// <summary>The first kind whose words appear; the order goes from the most telling words to the least.</summary>
    public static TaskKind Classify(string text) => s_recent.Get(text, default, static (words, _) => Read(words));

    private static TaskKind Read(string text)
    {
        // The task is said in the first or last words; what lies between is usually quoted material.
        var words = text.Length <= 1_200 ? text : string.Concat(text.AsSpan(0, 600), "\n", text.AsSpan(text.Length - 600));
        if (CommitMessage().IsMatch(words)) return TaskKind.CommitMessage;
        if (Translate().IsMatch(words)) return TaskKind.Translate;
        if (Summarise().IsMatch(words)) return TaskKind.Summarise;
        if (Review().IsMatch(words)) return TaskKind.Review;
        if (Test().IsMatch(words)) return TaskKind.Test;
        if (Fix().IsMatch(words)) return TaskKind.Fix;
        if (Edit().IsMatch(words)) return TaskKind.Edit;
        if (Explain().IsMatch(words)) return TaskKind.Explain;
        if (Plan().IsMatch(words)) return TaskKind.Plan;
        return Generate().IsMatch(words) ? TaskKind.CodeGeneration : TaskKind.Chat;
    }

    private const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.NonBacktracking | RegexOptions.CultureInvariant;

    [GeneratedRegex(@"\bcommit (message|msg|text)\b", Options)]
    private static partial Regex CommitMessage();

    [GeneratedRegex(@"\btranslate\b|\btranslation of\b", Options)]
    private static partial Regex Translate();

    [GeneratedRegex(@"\bsummari[sz]e\b|\btl;?dr\b|\bsum up\b", Options)]
    private static partial Regex Summarise();

    [GeneratedRegex(@"\b(code )?review\b|\bwhat is wrong with this (diff|patch|change)\b", Options)]
    private static partial Regex Review();

    [GeneratedRegex(@"\b(write|add|create|generate) .{0,40}\btests?\b|\bunit tests? for\b", Options)]
    private static partial Regex Test();

    [GeneratedRegex(@"\b(fix|debug|repair)\b|\b(error|exception|stack trace|traceback|fails?|failing|crash(es)?|bug)\b", Options)]
    private static partial Regex Fix();

    [GeneratedRegex(@"\b(refactor|rename|replace|change|update|extract|move|convert|migrate)\b", Options)]
    private static partial Regex Edit();

    [GeneratedRegex(@"\b(explain|what does|what is|how does|why (is|does|do|are)|describe)\b", Options)]
    private static partial Regex Explain();

    [GeneratedRegex(@"\b(plan|architecture|design|roadmap|approach for)\b", Options)]
    private static partial Regex Plan();

    [GeneratedRegex(@"\b(write|implement|create|generate|build|code|program|function|class|method|script|query|regex)\b", Options)]
    private static partial Regex Generate();
}
