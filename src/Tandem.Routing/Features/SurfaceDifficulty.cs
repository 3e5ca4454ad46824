namespace Tandem.Routing.Features;

/// <summary>How hard a request looks, in [0, 1], from words, size and the working tree. Every term is named here; there are no others.</summary>
internal static class SurfaceDifficulty
{
    private static readonly string[] HardWords =
    [
        "prove", "proof", "lock-free", "lock free", "concurren", "race condition", "deadlock", "distributed", "consensus", "linearizab", "compiler",
        "optimi", "complexity", "np-hard", "theorem", "derive", "asymptotic", "architecture", "design a", "refactor", "migrat", "vulnerab",
        "memory model", "invariant", "type system", "scheduler", "cryptograph", "backward compatib", "trade-off", "tradeoff", "root cause", "performance",
    ];

    private static readonly string[] EasyWords =
    [
        "hello", "rename", "typo", "what is", "what does", "how do i", "print", "format", "comment", "summar", "translate", "commit message",
        "reverse", "palindrome", "fizzbuzz", "convert", "list of", "example of", "thanks", "thank you",
    ];

    public static double Of(RouteQuery query)
    {
        var text = query.Text;
        var difficulty = query.Task switch
        {
            TaskKind.CommitMessage or TaskKind.Summarise or TaskKind.Translate or TaskKind.Completion => 0.3,
            TaskKind.Fix or TaskKind.Plan or TaskKind.Review => 0.55,
            TaskKind.CodeGeneration or TaskKind.Edit or TaskKind.Test => 0.45,
            _ => 0.4,
        };
        difficulty += 0.12 * Math.Min(Count(text, HardWords), 3);
        difficulty -= 0.08 * Math.Min(Count(text, EasyWords), 2);
        difficulty += 0.05 * Math.Clamp(Math.Log2(1 + text.Length / 500.0), 0, 3); // A long request asks for more at once.
        difficulty += 0.04 * Math.Min(query.Repository.FilesTouched, 5) + 0.03 * Math.Min(query.Repository.FailingTests, 5);
        difficulty += 0.15 * Math.Min(query.Repository.FailedAttempts, 2); // Shown, not guessed: it was tried and failed.
        if (query.Needs.HasFlag(Capabilities.Reasoning))
            difficulty += 0.1;
        return Math.Clamp(difficulty, 0.05, 1);
    }

    private static int Count(string text, string[] words) => words.Count(word => text.Contains(word, StringComparison.OrdinalIgnoreCase));
}
