namespace Tandem.Agent.Verification;

/// <summary>Finds what a change did to the tests and settings that judge it, rather than to the code: such a change never counts as a success.</summary>
internal static class WeakenedTests
{
    /// <returns>What weakens, and what a person should merely know.</returns>
    public static (IReadOnlyList<string> Weakened, IReadOnlyList<string> Notes) Find(IReadOnlyList<ChangedFile> changes)
    {
        var weakened = new List<string>();
        var notes = new List<string>();
        var pictures = changes.Select(change => (Change: change, Before: TestPicture.Of(change.Path, change.Before), After: TestPicture.Of(change.Path, change.After))).ToList();
        // A test that turns up elsewhere was moved.
        var everywhere = pictures.SelectMany(picture => picture.After.Tests.Keys).ToHashSet(StringComparer.Ordinal);
        foreach (var (change, before, after) in pictures)
        {
            CompareTests(change, before, after, everywhere, weakened);
            JudgeSettings.Compare(change, weakened, notes);
        }
        return (weakened, notes);
    }

    private static void CompareTests(ChangedFile change, TestPicture before, TestPicture after, HashSet<string> everywhere, List<string> weakened)
    {
        if (before.Tests.Count == 0 && before.Skips == 0 && after.Skips == 0) return;
        var gone = before.Tests.Keys.Where(test => !after.Tests.ContainsKey(test) && !everywhere.Contains(test)).ToList();
        if (change.After is null && gone.Count > 0) weakened.Add($"deleted {change.Path} with {(gone.Count == 1 ? $"the test {gone[0]}" : $"{gone.Count} tests")}");
        else if (gone.Count > 0) weakened.Add($"removed from {change.Path}: {CheckJudge.Names(gone)}");
        if (change.Before is null) return; // Whatever a new file skips, it takes nothing away.
        if (after.Skips > before.Skips) weakened.Add($"skips or ignores {Tests(after.Skips - before.Skips)} more in {change.Path}");
        foreach (var (name, was) in before.Tests)
        {
            if (!after.Tests.TryGetValue(name, out var now)) continue;
            if (now.Strong + now.Weak < was.Strong + was.Weak) weakened.Add($"removed assertions from {name} in {change.Path} ({was.Strong + was.Weak} → {now.Strong + now.Weak})");
            else if (now.Strong < was.Strong) weakened.Add($"loosened assertions of {name} in {change.Path} ({was.Strong} exact → {now.Strong})");
        }
    }

    private static string Tests(int count) => count == 1 ? "1 test" : $"{count} tests";
}
