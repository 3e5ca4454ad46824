namespace Tandem.Pipeline.Ids;

/// <summary>One routing decision: <c>dec_</c> and a UUIDv7.</summary>
public readonly record struct DecisionId(string Value)
{
    public static DecisionId New(DateTimeOffset time) => new(PrefixedId.New("dec_", time));

    public override string ToString() => Value;
}
