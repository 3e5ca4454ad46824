using System.Globalization;

namespace Tandem.Starter.Corpus.Phrasing;

/// <summary>Puts a request together from a frame, a description, the language and the name.</summary>
internal sealed class Sentence(Random random)
{
    /// <summary>Fills the frame; a language or a name that is null is left out.</summary>
    public string Write(string frame, string description, string? noun, string? language, string? name, bool clean = false)
    {
        var text = frame
            .Replace("{does}", Wording.Third(description), StringComparison.Ordinal)
            .Replace("{doing}", Wording.Gerund(description), StringComparison.Ordinal)
            .Replace("{do}", description, StringComparison.Ordinal)
            .Replace("{noun}", noun ?? "", StringComparison.Ordinal);
        text = WithLanguage(text, language);
        text = WithName(text, name);
        return clean ? text : WithNoise(text, name);
    }

    /// <summary>Politeness, capitals, punctuation, dropped articles and typing errors.</summary>
    public string WithNoise(string text, string? name)
    {
        var question = text.EndsWith('?');
        if (random.NextDouble() < 0.08) text = Wording.WithoutArticles(text);
        if (random.NextDouble() < 0.06) text = Wording.WithTypo(text, random, name);
        if (question && random.NextDouble() < 0.3) text = text[..^1];
        if (random.NextDouble() < 0.1) text = Pick(Frames.Polite) + text;
        else if (random.NextDouble() < 0.05) text = text.TrimEnd('?') + Pick(Frames.Closing);
        if (random.NextDouble() < 0.5) text = Wording.Capitalised(text);
        else if (name is null && random.NextDouble() < 0.15) text = text.ToLower(CultureInfo.InvariantCulture);
        if (!text.EndsWith('?') && random.NextDouble() < 0.2) text += random.Next(6) == 0 ? "!" : ".";
        return text.Trim();
    }

    private string WithLanguage(string text, string? language)
    {
        if (language is null) return text.Replace("{L}", "", StringComparison.Ordinal).Replace("{I}", "", StringComparison.Ordinal);
        var hasAdjective = text.Contains("{L}", StringComparison.Ordinal);
        var hasPlace = text.Contains("{I}", StringComparison.Ordinal);
        var before = !hasPlace || hasAdjective && random.NextDouble() < 0.55;
        if (hasAdjective && before) return text.Replace("{L}", language + " ", StringComparison.Ordinal).Replace("{I}", "", StringComparison.Ordinal);
        text = text.Replace("{L}", "", StringComparison.Ordinal);
        if (random.NextDouble() < 0.06) return $"in {language}, " + text.Replace("{I}", "", StringComparison.Ordinal);
        if (random.NextDouble() < 0.05) return $"{language}: " + text.Replace("{I}", "", StringComparison.Ordinal);
        var ending = random.Next(12) switch { 0 => $" using {language}", 1 => $" ({language})", 2 => $" with {language}", 3 => $", in {language}", 4 => $" {language}", _ => $" in {language}" };
        return text.Replace("{I}", ending, StringComparison.Ordinal);
    }

    private string WithName(string text, string? name)
    {
        if (name is null) return text.Replace("{N}", "", StringComparison.Ordinal);
        if (text.Contains("{N}", StringComparison.Ordinal) && random.NextDouble() < 0.75)
            return text.Replace("{N}", string.Format(CultureInfo.InvariantCulture, Pick(Frames.NamePlaces), name), StringComparison.Ordinal);
        return text.Replace("{N}", "", StringComparison.Ordinal).TrimEnd('?')
            + string.Format(CultureInfo.InvariantCulture, Pick(Frames.NameEndings), name);
    }

    private string Pick(string[] from) => from[random.Next(from.Length)];
}
