namespace Tandem.Providers.Chat;

/// <summary>Kinds of <see cref="ToolChoice"/>.</summary>
public enum ToolChoiceKind
{
    Auto,
    None,

    /// <summary>Some tool.</summary>
    Required,

    /// <summary>This tool.</summary>
    Named,
}
