using System.Globalization;
using Tandem.Starter.Corpus.Families;

namespace Tandem.Starter.Corpus.Phrasing;

/// <summary>Names a user may give a function. The words of held-out names never occur in a training name.</summary>
internal sealed class NameSource(Random random, bool heldOut)
{
    private static readonly string[] Words =
    [
        "do", "make", "run", "get", "my", "the", "calc", "process", "handle", "solve", "try", "apply", "fetch", "build", "check", "is", "has", "to", "from",
        "parse", "find", "compute", "new", "old", "fast", "simple", "magic", "super", "tiny", "big", "data", "value", "input", "text", "item", "thing", "foo", "bar",
        "baz", "task", "work", "step", "job", "func", "method", "code", "test", "result", "answer", "list", "number", "string", "word", "total", "first", "last",
        "user", "order", "node", "tree", "line", "file", "name", "key", "map", "set", "sum", "max", "min", "count", "sort", "flip", "turn", "swap", "mix", "cat", "dog",
        "star", "moon", "blue", "red", "green", "alpha", "beta", "gamma", "delta", "main", "util", "clean", "quick", "lazy", "smart", "magic", "rocket", "pepper",
    ];

    private static readonly string[] HeldOutWords =
    [
        "transform", "helper", "widget", "zeta", "omega", "pixel", "banana", "query", "score", "engine", "shuttle", "perform", "execute", "gather", "collect",
        "yellow", "river", "stone", "entry", "config", "token", "buffer", "signal", "filter", "winter", "amber", "falcon", "tiger", "lemon", "violet",
    ];

    /// <summary>A name of one to three words, in the spelling usual for the language most of the time.</summary>
    public string Next(TargetLanguage language)
    {
        // Training names are mostly invented, so that copying is the only way to get them right.
        if (random.NextDouble() < 0.15) return Invented(random.Next(3, 8));
        var pool = heldOut ? HeldOutWords : Words;
        var invented = heldOut ? 0.1 : 0.5;
        var words = Enumerable.Range(0, random.Next(10) switch { < 2 => 1, < 8 => 2, _ => 3 })
            .Select(_ => random.NextDouble() < invented ? Invented(random.Next(3, 8)) : pool[random.Next(pool.Length)]).ToArray();
        if (random.NextDouble() < 0.1) words[^1] += random.Next(1, 10).ToString(CultureInfo.InvariantCulture);
        var style = random.NextDouble() < 0.15 ? (TargetLanguage)random.Next(4) : language;
        return ProgramText.OwnName(string.Join('_', words), style);
    }

    private string Invented(int length)
    {
        // Every second word is a random run of letters, which no syllable predicts.
        var syllables = random.Next(2) == 0;
        return string.Concat(Enumerable.Range(0, length).Select(i => !syllables ? (char)('a' + random.Next(26))
            : i % 2 == 0 ? "bcdfghjklmnprstvwz"[random.Next(18)] : "aeiou"[random.Next(5)]));
    }
}
