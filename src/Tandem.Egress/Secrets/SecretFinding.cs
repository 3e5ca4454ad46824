namespace Tandem.Egress.Secrets;

/// <summary>A secret in a text: where it stands and which rule saw it.</summary>
/// <param name="Start">Index of its first character.</param>
public readonly record struct SecretFinding(string Rule, int Start, int Length);
