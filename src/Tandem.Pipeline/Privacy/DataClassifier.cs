using Tandem.Routing;

namespace Tandem.Pipeline.Privacy;

/// <summary>Decides the data class of a request, and says what decided it.</summary>
/// <remarks>Order: private path or label, then the flag or header (which may only tighten), then consent or the key's class, then the default.</remarks>
public sealed class DataClassifier(PrivacyOptions options)
{
    /// <param name="paths">Paths whose text the request carries, relative to the workspace.</param>
    /// <param name="label">The conversation already carries private text.</param>
    /// <param name="asked">Class from <c>--data-class</c> or the header, or null.</param>
    /// <param name="consent">Class from the workspace's consent or the virtual key, or null.</param>
    public DataClassification Classify(IReadOnlyList<string> paths, bool label, DataClass? asked, DataClass? consent)
    {
        foreach (var path in paths)
            if (options.PrivateRuleOf(path) is { } glob)
                return new(DataClass.Private, $"private_paths: {glob}", MayOverride: false);
        if (label)
            return new(DataClass.Private, "conversation holds private text", MayOverride: false);
        if (asked == DataClass.Private)
            return new(DataClass.Private, "asked for", MayOverride: true);
        if (consent is { } given)
            return new(given, "consent", MayOverride: true);
        return new(options.Default, "privacy.default", MayOverride: true);
    }
}
