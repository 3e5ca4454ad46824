using Tandem.Starter.Corpus.Phrasing;

namespace Tandem.Starter.Corpus.Families;

/// <summary>
/// Reads families/requests.txt: "family: wording | wording", where "= " opens a noun phrase, "> " a whole request, and
/// anything else is a description with its verb first.
/// </summary>
internal static class FurtherWordings
{
    private const string Noun = "= ";
    private const string Request = "> ";
    private const int DevelopmentSeed = 20260103;

    /// <summary>The families with their further wordings, without those that say what a held-out wording says.</summary>
    public static IReadOnlyList<Family> AddTo(IReadOnlyList<Family> families, string path)
    {
        var further = File.ReadLines(path).Select(line => line.Split(": ", 2)).ToDictionary(pair => pair[0], pair => pair[1].Split(" | "));
        var heldOut = HeldOutWordings.Of(families);
        var random = new Random(DevelopmentSeed);
        return
        [
            .. families.Select(family => further.TryGetValue(family.Id, out var wordings)
                ? With(family, [.. wordings.Where(wording => !heldOut.Contains(Bare(wording)))], random)
                : family),
        ];
    }

    private static Family With(Family family, string[] wordings, Random random)
    {
        var descriptions = wordings.Where(wording => Bare(wording) == wording).ToList();
        var aside = family.Kind == FamilyKind.Function && descriptions.Count > 0 ? descriptions[random.Next(descriptions.Count)] : null;
        return family with
        {
            DevelopmentDescription = aside,
            FurtherDescriptions = [.. descriptions.Where(description => description != aside)],
            Nouns = [.. family.Nouns, .. wordings.Where(wording => wording.StartsWith(Noun, StringComparison.Ordinal)).Select(Bare)],
            Requests = [.. wordings.Where(wording => wording.StartsWith(Request, StringComparison.Ordinal)).Select(Bare)],
        };
    }

    private static string Bare(string wording) =>
        wording.StartsWith(Noun, StringComparison.Ordinal) || wording.StartsWith(Request, StringComparison.Ordinal) ? wording[2..] : wording;
}
