using System.Globalization;

namespace Tandem.Starter.Corpus.Phrasing;

/// <summary>Changes to a sentence that leave its meaning: the third person, synonyms, dropped articles, typing errors, capitals.</summary>
internal static class Wording
{
    private static readonly Dictionary<string, string[]> Synonyms = new()
    {
        ["string"] = ["text", "str", "text"],
        ["strings"] = ["texts"],
        ["text"] = ["string"],
        ["list"] = ["array", "array", "sequence"],
        ["lists"] = ["arrays"],
        ["array"] = ["list"],
        ["number"] = ["integer", "int", "num"],
        ["numbers"] = ["integers", "ints", "values"],
        ["integer"] = ["number", "int"],
        ["dictionary"] = ["map", "dict", "hash map"],
        ["character"] = ["letter", "char"],
        ["characters"] = ["letters", "chars"],
        ["letter"] = ["character"],
        ["letters"] = ["characters"],
        ["largest"] = ["biggest", "greatest", "highest", "maximum"],
        ["smallest"] = ["lowest", "minimum", "least"],
        ["biggest"] = ["largest", "highest"],
        ["element"] = ["item", "entry"],
        ["elements"] = ["items", "entries", "values"],
        ["item"] = ["element"],
        ["items"] = ["elements"],
        ["whether"] = ["if", "if", "whether or not"],
        ["two"] = ["2"],
        ["three"] = ["3"],
        ["common"] = ["shared"],
        ["frequent"] = ["common"],
        ["upper"] = ["UPPER"],
        ["uppercase"] = ["upper case", "upper-case"],
        ["lowercase"] = ["lower case", "lower-case"],
        ["spaces"] = ["blanks", "whitespace"],
        ["repeated"] = ["duplicate"],
        ["first"] = ["1st"],
        ["given"] = ["certain", "specific"],
        ["sentence"] = ["phrase"],
        ["compute"] = ["calculate", "get", "find", "determine", "work out"],
        ["calculate"] = ["compute", "get", "determine"],
        ["find"] = ["get", "locate", "determine", "look for"],
        ["return"] = ["get", "give back", "output", "give me"],
        ["get"] = ["return", "obtain", "fetch"],
        ["check"] = ["test", "determine", "verify", "see", "detect"],
        ["test"] = ["check", "verify"],
        ["tell"] = ["check", "decide", "say"],
        ["remove"] = ["delete", "drop", "strip", "eliminate"],
        ["delete"] = ["remove"],
        ["convert"] = ["transform", "change", "turn"],
        ["count"] = ["determine the number of", "count up"],
        ["sort"] = ["order", "arrange"],
        ["reverse"] = ["invert", "flip"],
        ["split"] = ["divide", "break"],
        ["merge"] = ["combine", "join"],
        ["generate"] = ["create", "produce", "build"],
        ["create"] = ["build", "make", "generate"],
        ["build"] = ["create", "make"],
        ["implement"] = ["write", "code"],
        ["replace"] = ["substitute"],
        ["show"] = ["display"],
        ["make"] = ["create"],
    };

    private static readonly Dictionary<string, string[]> MoreSynonyms = With(new()
    {
        ["a"] = ["a", "a", "a", "a given", "some", "the", "any"],
        ["an"] = ["an", "an", "some", "the"],
        ["string"] = ["piece of text", "word", "input string"],
        ["text"] = ["string", "str"],
        ["list"] = ["array", "collection", "series", "set"],
        ["array"] = ["list", "sequence"],
        ["arrays"] = ["lists"],
        ["value"] = ["element", "item"],
        ["values"] = ["elements", "items"],
        ["dictionaries"] = ["maps", "dicts", "hash maps"],
        ["maps"] = ["dictionaries", "dicts"],
        ["map"] = ["dictionary", "dict"],
        ["find"] = ["search for", "return", "identify"],
        ["locate"] = ["find"],
        ["determine"] = ["find", "compute", "figure out", "find out"],
        ["produce"] = ["generate", "create"],
        ["total"] = ["sum"],
        ["sum"] = ["total"],
        ["all"] = ["all of the", "all the"],
        ["every"] = ["each"],
        ["each"] = ["every"],
        ["appears"] = ["occurs", "shows up", "is found"],
        ["occurs"] = ["appears", "shows up", "is present"],
        ["contains"] = ["has", "includes", "holds"],
        ["greatest"] = ["largest", "biggest"],
        ["highest"] = ["largest", "maximum"],
        ["lowest"] = ["smallest", "minimum"],
        ["say"] = ["tell", "decide"],
        ["verify"] = ["check", "confirm", "make sure"],
        ["see"] = ["check", "find out"],
        ["backwards"] = ["backward", "in reverse"],
        ["add"] = ["sum", "add up"],
        ["compute"] = ["return", "evaluate", "obtain", "give", "output", "figure out"],
        ["calculate"] = ["return", "find", "work out", "obtain", "produce", "figure out"],
        ["return"] = ["find", "compute", "yield", "produce", "deliver", "report"],
        ["get"] = ["find", "compute", "extract", "work out", "produce", "give"],
        ["give"] = ["return", "get", "find", "output"],
        ["obtain"] = ["get", "find", "return", "calculate"],
        ["show"] = ["print", "return", "output", "give"],
        ["print"] = ["output", "show", "return"],
        ["if"] = ["whether", "if", "that"],
        ["check"] = ["tell", "find out", "decide", "confirm", "say", "ask", "examine"],
        ["test"] = ["determine", "find out", "tell", "decide", "examine"],
        ["remove"] = ["take out", "get rid of", "erase", "clear", "cut", "throw away", "filter out"],
        ["convert"] = ["translate", "switch", "map"],
        ["turn"] = ["change", "convert", "make", "transform"],
        ["change"] = ["turn", "convert", "transform", "modify"],
        ["count"] = ["tally", "find the number of", "get the number of"],
        ["numbers"] = ["values", "elements", "numeric values"],
        ["number"] = ["value", "whole number"],
        ["occurrences"] = ["appearances", "instances"],
        ["delete"] = ["drop", "erase"],
    });

    private static readonly HashSet<string> Doubling =
        ["get", "put", "cut", "split", "swap", "flip", "drop", "sum", "trim", "clip", "strip", "run", "set", "pad", "map", "scan", "zip", "omit"];

    private static Dictionary<string, string[]> With(Dictionary<string, string[]> more) => Synonyms.Keys.Union(more.Keys)
        .ToDictionary(word => word, word => (string[])[.. Synonyms.GetValueOrDefault(word, []), .. more.GetValueOrDefault(word, [])]);

    public static string Third(string description)
    {
        var space = description.IndexOf(' ', StringComparison.Ordinal);
        var verb = space < 0 ? description : description[..space];
        var rest = space < 0 ? "" : description[space..];
        if (verb == "run-length") return "run-length encodes" + rest[" encode".Length..];
        if (verb == "repeatedly") return verb + " " + Third(rest[1..]);
        var last = verb[^1];
        if (last is 's' or 'x' or 'z' or 'o' || verb.EndsWith("ch", StringComparison.Ordinal) || verb.EndsWith("sh", StringComparison.Ordinal)) return verb + "es" + rest;
        if (last == 'y' && verb.Length > 1 && !"aeiou".Contains(verb[^2], StringComparison.Ordinal)) return verb[..^1] + "ies" + rest;
        return verb + "s" + rest;
    }

    /// <summary>The description with its verb in the -ing form.</summary>
    public static string Gerund(string description)
    {
        var space = description.IndexOf(' ', StringComparison.Ordinal);
        var verb = space < 0 ? description : description[..space];
        var rest = space < 0 ? "" : description[space..];
        if (verb is "run-length" or "repeatedly") return verb + " " + Gerund(rest[1..]);
        if (Doubling.Contains(verb)) return verb + verb[^1] + "ing" + rest;
        return (verb[^1] == 'e' && !verb.EndsWith("ee", StringComparison.Ordinal) ? verb[..^1] : verb) + "ing" + rest;
    }

    /// <summary>Replaces some words by words of the same meaning. The first word is the verb and is replaced like the others.</summary>
    public static string WithSynonyms(string description, Random random, double rate) => WithSynonyms(description, random, rate, Synonyms);

    /// <summary>The same with a richer choice of words, for training: the held-out sets keep the first one, with which they were drawn.</summary>
    public static string WithMoreSynonyms(string description, Random random, double rate) => WithSynonyms(description, random, rate, MoreSynonyms);

    private static string WithSynonyms(string description, Random random, double rate, Dictionary<string, string[]> synonyms)
    {
        var words = description.Split(' ');
        for (var i = 0; i < words.Length; i++)
        {
            // "list the primes" has a verb in front; only its noun has the synonym "array".
            if (i == 0 && words[i] == "list") continue;
            if (random.NextDouble() < rate && synonyms.TryGetValue(words[i], out var others)) words[i] = others[random.Next(others.Length)];
        }

        return string.Join(' ', words);
    }

    public static string WithoutArticles(string sentence) =>
        sentence.Replace(" a ", " ", StringComparison.Ordinal).Replace(" the ", " ", StringComparison.Ordinal).Replace(" an ", " ", StringComparison.Ordinal);

    /// <summary>One typing error in a longer word: two letters swapped, or one lost or doubled.</summary>
    public static string WithTypo(string sentence, Random random, string? protectedName)
    {
        var words = sentence.Split(' ');
        var candidates = Enumerable.Range(0, words.Length)
            .Where(i => words[i].Length > 4 && words[i].All(char.IsAsciiLetterLower) && words[i] != protectedName).ToArray();
        if (candidates.Length == 0) return sentence;
        var at = candidates[random.Next(candidates.Length)];
        var word = words[at];
        var i = random.Next(1, word.Length - 1);
        words[at] = random.Next(3) switch
        {
            0 => word[..i] + word[i + 1] + word[i] + word[(i + 2)..],
            1 => word[..i] + word[(i + 1)..],
            _ => word[..i] + word[i] + word[i..],
        };
        return string.Join(' ', words);
    }

    public static string Capitalised(string sentence) =>
        sentence.Length == 0 ? sentence : char.ToUpper(sentence[0], CultureInfo.InvariantCulture) + sentence[1..];
}
