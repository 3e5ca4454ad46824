namespace Tandem.Routing;

/// <summary>What may happen to a text. Unknown counts as <see cref="Private"/>.</summary>
public enum DataClass
{
    /// <summary>Stays in the <see cref="Zone.Local"/> zone.</summary>
    Private = 0,

    /// <summary>May be sent to models of any zone.</summary>
    Shareable = 1,
}
