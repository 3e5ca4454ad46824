using System.Text.RegularExpressions;

namespace Tandem.Agent.Evaluators.Solutions;

/// <summary>Finds a whole solution told in words: steps that begin, repeat, change and give back; or code read out letter by letter.</summary>
/// <remarks>Questions are no steps: what a student is asked is theirs to answer.</remarks>
internal static partial class RecipeReader
{
    private const int LeastSteps = 4;
    private const int LeastKinds = 3;
    private const int LeastSpokenMarks = 4;

    private static readonly (string Kind, Regex Verbs)[] Kinds =
    [
        ("begin", Begin()), ("repeat", Repeat()), ("choose", Choose()), ("change", Change()), ("give back", GiveBack()),
    ];

    /// <summary>What kind of solution the words are; null = none.</summary>
    public static string? Find(string text)
    {
        if (SpokenMark().Count(text) >= LeastSpokenMarks)
            return "code read out in words";
        var prose = PlainText.Prose(text);
        var kinds = new HashSet<string>(StringComparer.Ordinal);
        var steps = 0;
        foreach (var sentence in Sentence().Matches(prose).Select(match => match.Value.Trim()).Where(sentence => !sentence.EndsWith('?')))
            foreach (var clause in Clause().Split(sentence))
            {
                var step = Filler().Replace(clause.Trim(), "");
                foreach (var (kind, verbs) in Kinds)
                    if (verbs.IsMatch(step))
                    {
                        kinds.Add(kind);
                        steps++;
                        break;
                    }
            }

        return steps >= LeastSteps && kinds.Count >= LeastKinds && kinds.Contains("change") && (kinds.Contains("give back") || kinds.Contains("repeat"))
            ? $"{steps} steps in words that make the whole solution"
            : null;
    }

    [GeneratedRegex(@"[^\n.!?]*(\.(?=\w)[^\n.!?]*)*[.!?\n]?", RegexOptions.None, 1_000)]
    private static partial Regex Sentence();

    [GeneratedRegex(@"[,;:](?!\s*(?:otherwise|else)\b)|(?:otherwise|else|sonst|sinon)\b,?\s|\s[-–—]\s|\b(?:then|and|und|dann|danach|anschließend|et|puis|ensuite|y|luego|después|e|poi|until|bis|before|while|after which)\b", RegexOptions.IgnoreCase, 1_000)]
    private static partial Regex Clause();

    /// <summary>What may stand before a step's verb.</summary>
    [GeneratedRegex(@"^(?:(?:\d{1,2}[.):]?|otherwise|else|sonst|sinon|step \w+|first(?:ly)?|second(?:ly)?|third(?:ly)?|next|now|finally|lastly|at the end|after that|afterwards|in the end|inside(?: the loop| it)?|in each (?:step|round|iteration)|for each (?:one|of them)|just|simply|you(?:'d| would| should| can| could| need to| have to| must)?|we|it|to|all you (?:need|have) to do is|zuerst|zunächst|als (?:erstes|nächstes|letztes)|schließlich|zuletzt|am (?:ende|schluss)|jetzt|nun|du|man|wir|d'abord|enfin|tu|vous|on|primero|finalmente|por último)\s*[,:]?\s*)+", RegexOptions.IgnoreCase, 1_000)]
    private static partial Regex Filler();

    [GeneratedRegex(@"^(start (?:\w+ )?(?:with|at|from)|begin (?:with|at)|let \w+ be|initiali[sz]e|create|declare|define|set (?:up )?|make an?|take (?:an? |the )|keep an?|setze|erstelle|initialisiere|deklariere|definiere|lege|beginne|fang|nimm|crée[zr]?|initialise[zr]?|commence[zr]?|déclare|crea|inicializa|empieza|define|declara)", RegexOptions.IgnoreCase, 1_000)]
    private static partial Regex Begin();

    [GeneratedRegex(@"^(loop|iterate|go (?:through|over)|walk|traverse|repeat|recurse|scan|visit|call (?:itself|the function)|keep \w+ing|continue|for (?:each|every|all)|while|run through|durchlaufe|laufe|iteriere|gehe|geh|wiederhole|für jede[ns]?|solange|parcour[sez]+|répète[zr]?|boucle[zr]?|pour chaque|recorre|itera|repite|para cada|mientras)", RegexOptions.IgnoreCase, 1_000)]
    private static partial Regex Repeat();

    [GeneratedRegex(@"^(check|if\b|compare|test (?:if|whether)|when(?:ever)?\b|prüfe|vergleiche|wenn|falls|vérifie[zr]?|si\b|compare[zr]?|comprueba|verifica)", RegexOptions.IgnoreCase, 1_000)]
    private static partial Regex Choose();

    [GeneratedRegex(@"^(add|append|prepend|increment|increase|decrease|decrement|subtract|multiply|divide|swap|exchange|move|insert|put|push|pop|concatenate|update|double|halve|square|sum|join|replace|store|save|assign|reverse|sort|remove|addiere|füge|hänge|erhöhe|verringere|tausche|vertausche|multipliziere|dividiere|teile|subtrahiere|zähle|verdopple|speichere|schreibe|ajoute[zr]?|incrémente[zr]?|échange[zr]?|multiplie[zr]?|divise[zr]?|soustrai[st]|mets|añade|suma|agrega|incrementa|intercambia|multiplica|divide|resta|guarda|pon)\b", RegexOptions.IgnoreCase, 1_000)]
    private static partial Regex Change();

    [GeneratedRegex(@"^(return|print|output|report|give back|display|hand back|the (?:result|answer) is|that(?:'s| is) (?:the|your) (?:result|answer)|gib|gebe|liefere|drucke|renvoie[zr]?|retourne[zr]?|affiche[zr]?|devuelve|imprime|retorna|muestra)\b", RegexOptions.IgnoreCase, 1_000)]
    private static partial Regex GiveBack();

    [GeneratedRegex(@"\b((open|opening|close|closing|left|right|curly|square|round)\s+(paren(thesis|theses)?|brackets?|braces?)|(double |semi)?colon|equals?\s+sign|underscore|(single|double)\s+quotes?|new\s*line|indent(ed|ation)?|klammer\s+(auf|zu)|doppelpunkt|gleichheitszeichen|semikolon|einrücken)\b", RegexOptions.IgnoreCase, 1_000)]
    private static partial Regex SpokenMark();
}
