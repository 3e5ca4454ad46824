using System.Globalization;

namespace Tandem.Routing.Abilities.Probing;

/// <summary>The questions of <c>tandem models probe</c>: sums and programs with numbers drawn from a seed, and facts.</summary>
public static class ProbeItems
{
    /// <summary>Equal seeds give equal questions; another seed other numbers, for a model that may have learned these.</summary>
    public static IReadOnlyList<ProbeItem> Of(int seed)
    {
        var chance = new Random(seed);
        return [.. Sums.Of(chance).Concat(Programs.Of(chance)).Concat(Facts.All)];
    }

    internal static string Text(long value) => value.ToString(CultureInfo.InvariantCulture);
}
