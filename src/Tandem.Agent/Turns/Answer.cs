using Tandem.Providers.Chat;

namespace Tandem.Agent.Turns;

/// <summary>A model's answer as far as it came.</summary>
/// <param name="Parts">Text and reasoning, in order.</param>
/// <param name="Calls">Tool calls in their order, arguments as written.</param>
/// <param name="Finish">Null = the end did not come.</param>
internal sealed record Answer(IReadOnlyList<ChatPart> Parts, IReadOnlyList<ToolCallPart> Calls, FinishReason? Finish)
{
    public static readonly Answer None = new([], [], null);

    public string Text => string.Concat(Parts.OfType<TextPart>().Select(part => part.Text));

    public bool IsEmpty => Calls.Count == 0 && string.IsNullOrWhiteSpace(Text);
}
