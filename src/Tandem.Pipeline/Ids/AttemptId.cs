namespace Tandem.Pipeline.Ids;

/// <summary>One call to an upstream: <c>att_</c> and a UUIDv7.</summary>
public readonly record struct AttemptId(string Value)
{
    public static AttemptId New(DateTimeOffset time) => new(PrefixedId.New("att_", time));

    public override string ToString() => Value;
}
