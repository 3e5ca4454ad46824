using Tandem.Starter.Corpus.Families;
using Tandem.Starter.Corpus.Samples;

namespace Tandem.Starter.Corpus.Tests;

internal static class TestFamilies
{
    public static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "families");

    public static readonly IReadOnlyList<Family> All = FamilyReader.ReadFolder(Folder);

    public static Beyond Beyond => new(Path.Combine(Folder, "beyond.txt"));

    public static Family Of(string id) => All.Single(family => family.Id == id);
}
