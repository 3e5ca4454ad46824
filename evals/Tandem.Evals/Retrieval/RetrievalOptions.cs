namespace Tandem.Evals.Retrieval;

/// <summary>The command line of <c>evals/run retrieval</c>.</summary>
internal sealed record RetrievalOptions
{
    public const string Usage =
        "evals/run retrieval --queries FILE (--root DIR --history FILE|git | --git DIR) --ranking FILE [--queries … for further sets] [--evidence FILE] [--report FILE]";

    /// <summary>Sets of queries, each with where its code lies.</summary>
    public required IReadOnlyList<RetrievalSet> Sets { get; init; }

    public required string Ranking { get; init; }

    /// <summary>Where to write every file's evidence for each query, for fitting weights; null = nowhere.</summary>
    public string? Evidence { get; init; }

    public string? Report { get; init; }

    /// <exception cref="ArgumentException">The command line is not understood.</exception>
    public static RetrievalOptions Parse(string[] args)
    {
        var sets = new List<RetrievalSet>();
        string? ranking = null, evidence = null, report = null;
        for (var i = 0; i < args.Length; i += 2)
        {
            var value = i + 1 < args.Length ? args[i + 1] : throw new ArgumentException($"{args[i]} needs a value.");
            switch (args[i])
            {
                case "--queries": sets.Add(new RetrievalSet(value)); break;
                case "--root" when sets.Count > 0: sets[^1] = sets[^1] with { Root = value }; break;
                case "--history" when sets.Count > 0: sets[^1] = sets[^1] with { History = value }; break;
                case "--git" when sets.Count > 0: sets[^1] = sets[^1] with { Git = value }; break;
                case "--ranking": ranking = value; break;
                case "--evidence": evidence = value; break;
                case "--report": report = value; break;
                default: throw new ArgumentException($"{args[i]} is not known here; --queries comes first.");
            }
        }

        if (sets.Count == 0 || ranking is null) throw new ArgumentException("--queries and --ranking are needed.");
        if (sets.Find(s => (s.Root is null) == (s.Git is null)) is { } bad) throw new ArgumentException($"'{bad.Queries}' needs either --root or --git.");
        return new RetrievalOptions { Sets = sets, Ranking = ranking, Evidence = evidence, Report = report };
    }
}
