namespace Tandem.Configuration.Shapes;

/// <summary>What a value may be. The loader, the published JSON Schema and the reference in the documentation all come from one tree of shapes.</summary>
internal abstract record Shape
{
    /// <summary>What the value is, for messages: <c>a whole number from 1 to 1000</c>.</summary>
    public abstract string Words { get; }
}

/// <summary>Text in one scalar. <see cref="Pattern"/> is a regular expression that means the same in .NET and in ECMA-262.</summary>
internal sealed record TextShape(string What) : Shape
{
    public override string Words => What;

    public string? Pattern { get; init; }

    /// <summary>An absolute address of the web; the pattern alone lets impossible hosts and ports pass.</summary>
    public bool IsAddress { get; init; }

    /// <summary>Never shown: not in messages, not in <c>config show</c>.</summary>
    public bool Secret { get; init; }

    /// <summary>References to variables stay as they are: the shell that runs the text expands them.</summary>
    public bool Literal { get; init; }

    /// <summary>A reference to a variable that is not set makes the model unusable instead of the whole configuration wrong.</summary>
    public bool MayMiss { get; init; }
}

/// <summary>One of a few words.</summary>
internal sealed record ChoiceShape(IReadOnlyList<string> Choices) : Shape
{
    public override string Words => "one of " + string.Join(", ", Choices);
}

internal sealed record WholeNumberShape(long Least, long Most) : Shape
{
    public override string Words => Least == Most ? $"{Least}" : $"a whole number from {Least} to {Most}";
}

/// <summary>A decimal number; the bounds themselves are valid unless they are named open.</summary>
internal sealed record NumberShape(decimal Least, decimal Most) : Shape
{
    public bool OpenBelow { get; init; }

    public bool OpenAbove { get; init; }

    /// <summary>A word that stands for "no number", or null.</summary>
    public string? OrWord { get; init; }

    public override string Words => FormattableString.Invariant(
        $"a number {(OpenBelow ? "above" : "from")} {Least} {(OpenAbove ? "and below" : "to")} {Most}{(OrWord is null ? "" : $", or {OrWord}")}");

    public bool Allows(decimal number) =>
        (OpenBelow ? number > Least : number >= Least) && (OpenAbove ? number < Most : number <= Most);
}

internal sealed record FlagShape : Shape
{
    public override string Words => "true or false";
}

internal sealed record ListShape(Shape Item) : Shape
{
    public int Fewest { get; init; }

    public override string Words => Fewest > 0 ? "a list with at least one entry" : "a list";
}

/// <summary>Names that the user chooses, each with a value of the same shape.</summary>
internal sealed record NamesShape(Shape Value, string NamePattern, string NameWords, string Placeholder) : Shape
{
    public override string Words => "a map of names";
}

/// <summary>Keys that Tandem knows.</summary>
internal sealed record SectionShape(IReadOnlyList<KeyShape> Keys) : Shape
{
    /// <summary>At least one key must be there.</summary>
    public bool NotEmpty { get; init; }

    public override string Words => "a map of keys";

    public KeyShape? Find(string name) => Keys.FirstOrDefault(key => key.Name == name);
}

/// <param name="Summary">One sentence for the reference and the schema.</param>
internal sealed record KeyShape(string Name, Shape Shape, string Summary)
{
    public bool Required { get; init; }

    /// <summary>What holds where the key is absent, in words.</summary>
    public string? Default { get; init; }

    /// <summary>A project's file may set it.</summary>
    public bool InProject { get; init; }
}
