namespace Tandem.Pipeline.Ids;

/// <summary>One conversation: <c>ses_</c> and a UUIDv7, or <c>ses_</c> and a hash where the client names none.</summary>
public readonly record struct SessionId(string Value)
{
    public static SessionId New(DateTimeOffset time) => new(PrefixedId.New("ses_", time));

    public override string ToString() => Value;
}
