using Tandem.Starter.Corpus.Phrasing;

namespace Tandem.Starter.Corpus.Families;

/// <summary>
/// Reads families/requests.txt: "family: wording | wording", where "= " opens a noun phrase, "> " a whole request, "? " the
/// description that is put aside for development, and anything else is a description with its verb first.
/// </summary>
internal static class FurtherWordings
{
    private const string Noun = "= ";
    private const string Request = "> ";
    private const string Aside = "? ";

    /// <summary>The families with their further wordings, without those that say what a held-out wording says.</summary>
    public static IReadOnlyList<Family> AddTo(IReadOnlyList<Family> families, string path)
    {
        var further = File.ReadLines(path).Select(line => line.Split(": ", 2)).ToDictionary(pair => pair[0], pair => pair[1].Split(" | "));
        var heldOut = HeldOutWordings.Of(families);
        return
        [
            .. families.Select(family => further.TryGetValue(family.Id, out var wordings)
                ? With(family, [.. wordings.Where(wording => !heldOut.Contains(Bare(wording)))])
                : family),
        ];
    }

    private static Family With(Family family, string[] wordings)
    {
        IEnumerable<string> Of(string mark) => wordings.Where(wording => wording.StartsWith(mark, StringComparison.Ordinal)).Select(Bare);
        return family with
        {
            DevelopmentDescription = Of(Aside).SingleOrDefault(),
            FurtherDescriptions = [.. wordings.Where(wording => Bare(wording) == wording)],
            Nouns = [.. family.Nouns, .. Of(Noun)],
            Requests = [.. Of(Request)],
        };
    }

    private static string Bare(string wording) => wording.Length > 2 && wording[..2] is Noun or Request or Aside ? wording[2..] : wording;
}
