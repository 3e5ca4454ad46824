namespace Tandem.Egress;

/// <summary>What happens to a secret found in a request to an external model.</summary>
public enum SecretHandling
{
    /// <summary>Replaced by a stable placeholder.</summary>
    Redact,

    /// <summary>The request is refused, with the rule's name.</summary>
    Block,
}
