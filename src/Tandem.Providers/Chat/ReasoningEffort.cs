namespace Tandem.Providers.Chat;

/// <summary>How much a model should think before it answers.</summary>
public enum ReasoningEffort
{
    None,
    Minimal,
    Low,
    Medium,
    High,
    ExtraHigh,
}
