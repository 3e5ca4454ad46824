namespace Tandem.Configuration;

/// <summary>Something in a valid configuration that is probably not meant, or keeps a model from being used.</summary>
/// <param name="Key">What it is about: <c>models.gpt-4</c>, <c>routing.rules[0]</c>.</param>
/// <param name="Problem">What is the matter; never holds a secret.</param>
/// <param name="Cure">What to do.</param>
public sealed record ConfigurationFinding(string Key, string Problem, string Cure)
{
    /// <summary><c>KEY: PROBLEM; CURE</c>.</summary>
    public override string ToString() => $"{Key}: {Problem}; {Cure}";
}
