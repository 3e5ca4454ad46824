namespace Tandem.Providers.Chat;

/// <summary>Whether the model must call a tool.</summary>
/// <param name="Name">With <see cref="ToolChoiceKind.Named"/>: the tool's name.</param>
public sealed record ToolChoice(ToolChoiceKind Kind, string? Name = null)
{
    public static readonly ToolChoice Auto = new(ToolChoiceKind.Auto);
}
