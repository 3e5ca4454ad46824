using System.Text.Json.Nodes;

namespace Tandem.Starter.Corpus.Families;

/// <summary>One task the model learns: how it may be asked for, and the code or text that answers it.</summary>
internal sealed record Family
{
    public required string Id { get; init; }

    public required FamilyKind Kind { get; init; }

    /// <summary>Ways to describe the task, each starting with a verb in its base form; complete sentences for questions.</summary>
    public required IReadOnlyList<string> Descriptions { get; init; }

    /// <summary>The one description that is never trained on; it judges the model on wording it has not seen.</summary>
    public required string HeldOutDescription { get; init; }

    /// <summary>Further descriptions for training only; the held-out sets never draw from them, so that new ones leave the sets as they are.</summary>
    public IReadOnlyList<string> FurtherDescriptions { get; init; } = [];

    /// <summary>Whole requests for training only: examples, keywords, questions.</summary>
    public IReadOnlyList<string> Requests { get; init; } = [];

    /// <summary>A further description put aside for decisions while the model is made; null where there are none.</summary>
    public string? DevelopmentDescription { get; init; }

    /// <summary>False for a function that the model is to refuse: it is a near miss of those it knows.</summary>
    public bool Taught { get; init; } = true;

    /// <summary>A function that was taught once and is refused now. It keeps its place when the held-out sets are drawn, so that they stay the same.</summary>
    public bool Dropped { get; init; }

    public IReadOnlyList<string> Nouns { get; init; } = [];

    public IReadOnlyList<Parameter> Parameters { get; init; } = [];

    public string ReturnType { get; init; } = "";

    /// <summary>The body of the function, or the whole class, by language; a language without code is not offered.</summary>
    public IReadOnlyDictionary<TargetLanguage, string> Code { get; init; } = new Dictionary<TargetLanguage, string>();

    /// <summary>For classes: statements that return true when the class works.</summary>
    public IReadOnlyDictionary<TargetLanguage, string> Checks { get; init; } = new Dictionary<TargetLanguage, string>();

    /// <summary>The single line of SQL, shell, git or the regular expression; for questions the answer itself.</summary>
    public string Text { get; init; } = "";

    public string Explanation { get; init; } = "";

    public IReadOnlyList<FunctionCase> Cases { get; init; } = [];

    /// <summary>What the execution of a snippet needs: rows, texts to match, shell commands; by the keyword of the file.</summary>
    public IReadOnlyDictionary<string, string> Expectations { get; init; } = new Dictionary<string, string>();
}

/// <summary>A parameter of a function; <paramref name="Type"/> is one of string, char, int, long, double, bool, T[] and map&lt;K,V&gt;.</summary>
internal sealed record Parameter(string Name, string Type);

/// <summary>Arguments and the result they must give, as JSON.</summary>
internal sealed record FunctionCase(JsonArray Arguments, JsonNode? Expected);

internal enum FamilyKind
{
    Function,
    Class,
    Sql,
    Regex,
    Shell,
    Git,
    Question,
}
