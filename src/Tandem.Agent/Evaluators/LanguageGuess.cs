namespace Tandem.Agent.Evaluators;

/// <summary>Tells a text's natural language by its script and its commonest words. Good for a few sentences, not for a few words.</summary>
internal static class LanguageGuess
{
    private const int LeastWords = 4;

    /// <summary>Frequent words, taken from each language's function words; a word counts for every language that has it.</summary>
    private static readonly Dictionary<string, HashSet<string>> Words = new()
    {
        ["en"] = Of("the of and to in is that it for you with are this be on not have what do your how can which would could there their from at by an if when does"),
        ["de"] = Of("der die das und ist nicht ein eine einen zu mit auf für dein deine wie was du den dem es wenn kannst von im auch wird sich als oder wir ich noch man sind hat"),
        ["fr"] = Of("le la les et est un une des que pour dans pas vous avec ce qui sur au tu ne du plus comment quel quelle peux ton ta nous je mais ou sont cette"),
        ["es"] = Of("el la los las y es un una de que para en no con por se cómo qué tu lo del al más pero como su está puedes cada si son este esta"),
        ["it"] = Of("il lo la gli le e è un una di che per in non con si come cosa tuo tua del della più ma anche puoi sono questo questa ogni quale"),
        ["pt"] = Of("o a os as e é um uma de que para em não com por se como do da no na mais mas você seu sua cada pode são este esta qual"),
        ["nl"] = Of("de het een en is niet van in op te dat je met voor wat hoe zijn er aan ook als maar kan dit die wordt naar bij zou welke"),
        ["sv"] = Of("och är inte en ett det att som för med på av du hur vad kan den till om har din ditt de vi så eller när från"),
        ["pl"] = Of("i jest nie w na się że to do z jak co dla czy od po ale może jego twój każdy który która by są ten tej"),
        ["tr"] = Of("ve bir bu için ile ne nasıl da de değil mi var daha çok gibi ama her sen o olan olarak kadar"),
    };

    /// <summary>ISO 639-1 code; null = cannot tell.</summary>
    public static string? Of(string text, out int words)
    {
        var prose = PlainText.Prose(PlainText.Visible(text)).ToLowerInvariant();
        if (Script(prose) is { } script)
        {
            words = int.MaxValue;
            return script;
        }

        var tokens = new string([.. prose.Select(letter => char.IsLetter(letter) ? letter : ' ')]).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        words = tokens.Length;
        var best = Words.Select(pair => (pair.Key, Count: tokens.Count(pair.Value.Contains))).OrderByDescending(pair => pair.Count).Take(2).ToList();
        return words < LeastWords || best[0].Count < 2 || best[0].Count == best[1].Count ? null : best[0].Key;
    }

    /// <summary>Languages with a script of their own.</summary>
    private static string? Script(string text)
    {
        int letters = 0, han = 0, kana = 0, hangul = 0, cyrillic = 0, greek = 0, arabic = 0, hebrew = 0, devanagari = 0, thai = 0, ukrainian = 0;
        foreach (var letter in text)
        {
            if (!char.IsLetter(letter))
                continue;
            letters++;
            _ = letter switch
            {
                >= '\u4E00' and <= '\u9FFF' => han++,
                >= '\u3040' and <= '\u30FF' => kana++,
                >= '\uAC00' and <= '\uD7AF' => hangul++,
                'і' or 'ї' or 'є' or 'ґ' => ukrainian++,
                >= '\u0400' and <= '\u04FF' => cyrillic++,
                >= '\u0370' and <= '\u03FF' => greek++,
                >= '\u0600' and <= '\u06FF' => arabic++,
                >= '\u0590' and <= '\u05FF' => hebrew++,
                >= '\u0900' and <= '\u097F' => devanagari++,
                >= '\u0E00' and <= '\u0E7F' => thai++,
                _ => 0,
            };
        }

        var half = Math.Max(2, letters / 2);
        return kana > 0 && kana + han >= half ? "ja" : han >= half ? "zh" : hangul >= half ? "ko"
            : cyrillic + ukrainian >= half ? (ukrainian > 0 ? "uk" : "ru") : greek >= half ? "el" : arabic >= half ? "ar"
            : hebrew >= half ? "he" : devanagari >= half ? "hi" : thai >= half ? "th" : null;
    }

    private static HashSet<string> Of(string words) => [.. words.Split(' ')];
}
