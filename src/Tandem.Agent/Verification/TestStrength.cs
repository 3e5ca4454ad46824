namespace Tandem.Agent.Verification;

/// <summary>How much a test asserts.</summary>
/// <param name="Strong">Assertions that compare with something.</param>
/// <param name="Weak">Assertions that hardly anything fails: not null, true is true.</param>
internal readonly record struct TestStrength(int Strong, int Weak);
