using Tandem.Starter.Corpus.Families;

namespace Tandem.Starter.Corpus.Phrasing;

/// <summary>The wordings that nothing in training may repeat: held-out ones and those put aside for development.</summary>
internal sealed class HeldOutWordings
{
    private readonly HashSet<string> wordings;

    private HeldOutWordings(IEnumerable<string> wordings) => this.wordings = [.. wordings.Select(Normal)];

    public static HeldOutWordings Of(IReadOnlyList<Family> families) =>
        new(families.Select(family => family.HeldOutDescription).Concat(families.Select(family => family.DevelopmentDescription).OfType<string>()));

    /// <summary>Whether the wording is one of them but for case, spaces, punctuation and articles.</summary>
    public bool Contains(string wording) => wordings.Contains(Normal(wording));

    private static string Normal(string wording) => string.Join(' ', new string([.. wording.Select(c => char.IsLetterOrDigit(c) ? char.ToLowerInvariant(c) : ' ')])
        .Split(' ', StringSplitOptions.RemoveEmptyEntries).Where(word => word is not ("a" or "an" or "the")));
}
