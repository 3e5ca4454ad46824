using System.Globalization;

namespace Tandem.Agent.Tools;

/// <summary>Text for a model's eyes.</summary>
internal static class ToolText
{
    /// <summary>At most so many characters: head and tail, and how much is missing between them.</summary>
    public static string Cap(string text, int most)
    {
        if (text.Length <= most)
            return text;
        var head = Whole(text, most * 2 / 3);
        var tail = Whole(text, text.Length - (most / 3));
        return string.Create(CultureInfo.InvariantCulture, $"{text.AsSpan(0, head)}\n[… {tail - head:#,0} characters left out …]\n{text.AsSpan(tail)}");
    }

    /// <summary>The description of a tool, from the <c>.md</c> beside it.</summary>
    public static string Describe(string tool)
    {
        using var stream = typeof(ToolText).Assembly.GetManifestResourceStream($"Tandem.Agent.Tools.{tool}.md")
            ?? throw new InvalidOperationException($"{tool}.md is not embedded.");
        using var text = new StreamReader(stream);
        return text.ReadToEnd().Trim();
    }

    /// <summary>Not between the halves of a surrogate pair.</summary>
    private static int Whole(string text, int place) => place > 0 && place < text.Length && char.IsLowSurrogate(text[place]) ? place - 1 : place;
}
