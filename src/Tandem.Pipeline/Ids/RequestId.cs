namespace Tandem.Pipeline.Ids;

/// <summary>One request of a client: <c>req_</c> and a UUIDv7. Made by Tandem, never by a client or upstream.</summary>
public readonly record struct RequestId(string Value)
{
    public static RequestId New(DateTimeOffset time) => new(PrefixedId.New("req_", time));

    public override string ToString() => Value;
}
