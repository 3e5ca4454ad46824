namespace Tandem.Routing.Features;

/// <summary>What features read of a text: all of a short one, head and tail of a long one.</summary>
public static class PromptText
{
    /// <summary>Head and tail of at most <see cref="RouteQuery.MaxTextLength"/> characters each, joined by a line feed.</summary>
    public static string Window(string text)
    {
        const int Part = RouteQuery.MaxTextLength;
        return text.Length <= 2 * Part ? text : string.Concat(text.AsSpan(0, Part), "\n", text.AsSpan(text.Length - Part));
    }
}
