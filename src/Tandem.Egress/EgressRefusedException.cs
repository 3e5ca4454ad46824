namespace Tandem.Egress;

/// <summary>The gate refused to let a text out; the message names the rule and the cure, never the text.</summary>
public sealed class EgressRefusedException(string rule, string message) : Exception(message)
{
    /// <summary>The rule that refused: <c>zone</c>, or the name of a secret rule.</summary>
    public string Rule { get; } = rule;
}
