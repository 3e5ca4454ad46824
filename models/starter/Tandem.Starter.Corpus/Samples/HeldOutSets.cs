using Tandem.Starter.Corpus.Families;

namespace Tandem.Starter.Corpus.Samples;

/// <summary>The sets that judge the model; nothing in them has been trained on.</summary>
internal static class HeldOutSets
{
    public static IEnumerable<(string Name, IEnumerable<Sample> Samples)> Of(IReadOnlyList<Family> families, Beyond beyond, int seed)
    {
        var source = new SampleSource(families, beyond, new Random(seed), heldOut: true);
        var functions = families.Where(f => f.Kind == FamilyKind.Function && f.Taught).ToList();
        yield return ("phrasings", [.. functions.Select(f => source.Function(f, named: false))]);
        yield return ("commands",
        [
            .. families.Where(f => f.Kind == FamilyKind.Class).Select(source.Class).Where(s => s.Kind == SampleKind.Request),
            .. families.Where(f => f.Kind is FamilyKind.Sql or FamilyKind.Regex or FamilyKind.Shell or FamilyKind.Git).Select(source.Snippet),
            .. families.Where(f => f.Kind == FamilyKind.Question).Select(source.Question),
        ]);
        yield return ("templates", functions.Select(f => source.Function(f, named: false, knownWording: true)));
        yield return ("names", functions.Select(f => source.Function(f, named: true)));
        yield return ("families", Enumerable.Range(0, 200).Select(_ => source.BeyondTask()));
        yield return ("beyond",
        [
            .. Enumerable.Range(0, 40).Select(_ => source.BeyondChat("apps")),
            .. Enumerable.Range(0, 40).Select(_ => source.BeyondChat("chat")),
            .. Enumerable.Range(0, 40).Select(_ => source.BeyondLanguage()),
            .. Enumerable.Range(0, 60).Select(_ => source.BeyondTwist()),
        ]);
    }
}
