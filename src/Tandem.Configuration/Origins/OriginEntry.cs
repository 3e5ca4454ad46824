namespace Tandem.Configuration.Origins;

/// <summary>One effective value and what set it. Secrets are masked.</summary>
/// <param name="Key">The key's path: <c>models.llama.price.input</c>, <c>routing.rules[0].when.path</c>.</param>
/// <param name="Value">As it reads in YAML; a secret is <c>***</c>.</param>
public sealed record OriginEntry(string Key, string Value, Origin Origin);
