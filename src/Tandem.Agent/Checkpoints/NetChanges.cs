namespace Tandem.Agent.Checkpoints;

/// <summary>Many changes of a path as one.</summary>
internal static class NetChanges
{
    /// <returns>In order of path; and the paths that somebody else changed between two changes of the agent: what was theirs cannot be told apart any more.</returns>
    public static (List<PathChange> Changes, List<KeptPath> Mixed) Of(IReadOnlyList<PathChange> changes)
    {
        var net = new SortedDictionary<string, PathChange>(StringComparer.Ordinal);
        var mixed = new SortedDictionary<string, KeptPath>(StringComparer.Ordinal);
        foreach (var change in changes)
        {
            if (!net.TryGetValue(change.Path, out var known))
            {
                net[change.Path] = change;
                continue;
            }
            if (known.After != change.Before && change.Before?.Kind != FileStateKind.Folder) mixed[change.Path] = new KeptPath(change.Path, "somebody else changed it too while the agent worked");
            net[change.Path] = known with { After = change.After };
        }
        return ([.. net.Values.Where(change => change.Before != change.After && !mixed.ContainsKey(change.Path))], [.. mixed.Values]);
    }
}
