namespace Tandem.Pipeline.Keys;

/// <summary>What a virtual key may do.</summary>
public enum KeyRole
{
    /// <summary>Ask models, and see its own requests.</summary>
    User,

    /// <summary>Administer keys and budgets and see everybody's requests, too.</summary>
    Admin,
}
