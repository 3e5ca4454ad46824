using Tandem.Starter.Corpus.Families;

namespace Tandem.Starter.Corpus.Samples;

/// <summary>The sets that judge the model; nothing in them has been trained on.</summary>
internal static class HeldOutSets
{
    /// <summary>Wordings and tasks put aside from training, for decisions while the model is made; the held-out sets are for its judgement.</summary>
    public static IEnumerable<Sample> Development(IReadOnlyList<Family> families, Beyond beyond, int seed)
    {
        var source = new SampleSource(families, beyond, new Random(seed), heldOut: false);
        var functions = families.Where(f => f.DevelopmentDescription is not null).ToList();
        return [.. functions.Concat(functions).Select(source.Development), .. Enumerable.Range(0, 60).Select(_ => source.DevelopmentTask())];
    }

    public static IEnumerable<(string Name, IEnumerable<Sample> Samples)> Of(IReadOnlyList<Family> families, Beyond beyond, int seed)
    {
        var source = new SampleSource(families, beyond, new Random(seed), heldOut: true);
        var functions = families.Where(f => f.Kind == FamilyKind.Function && (f.Taught || f.Dropped)).ToList();
        IEnumerable<Sample> OfTaught(Func<Family, Sample> draw) => [.. functions.Select(f => (f.Taught, Sample: draw(f))).ToList().Where(pair => pair.Taught).Select(pair => pair.Sample)];
        yield return ("phrasings", OfTaught(f => source.Function(f, named: false)));
        yield return ("commands",
        [
            .. families.Where(f => f.Kind == FamilyKind.Class).Select(source.Class).Where(s => s.Kind == SampleKind.Request),
            .. families.Where(f => f.Kind is FamilyKind.Sql or FamilyKind.Regex or FamilyKind.Shell or FamilyKind.Git).Select(source.Snippet),
            .. families.Where(f => f.Kind == FamilyKind.Question).Select(source.Question),
        ]);
        yield return ("templates", OfTaught(f => source.Function(f, named: false, knownWording: true)));
        yield return ("names", OfTaught(f => source.Function(f, named: true)));
        yield return ("families", Enumerable.Range(0, 200).Select(_ => source.BeyondTask()));
        yield return ("beyond",
        [
            .. Enumerable.Range(0, 40).Select(_ => source.BeyondChat("apps")),
            .. Enumerable.Range(0, 40).Select(_ => source.BeyondChat("chat")),
            .. Enumerable.Range(0, 40).Select(_ => source.BeyondLanguage()),
            .. Enumerable.Range(0, 60).Select(_ => source.BeyondTwist()),
        ]);
        var gaps = new SampleSource(families, beyond, new Random(seed + 1), heldOut: false);
        yield return ("gaps", [.. Enumerable.Range(0, 100).Select(_ => gaps.Gap())]);
    }
}
