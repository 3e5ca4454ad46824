using System.Text.Json.Serialization;

namespace Tandem.Pipeline.Ids;

/// <summary>One conversation: <c>ses_</c> and a UUIDv7, or <c>ses_</c> and a hash where the client names none.</summary>
[JsonConverter(typeof(IdConverter<SessionId>))]
public readonly record struct SessionId(string Value) : IPrefixedId<SessionId>
{
    public static SessionId New(DateTimeOffset time) => new(PrefixedId.New("ses_", time));

    static SessionId IPrefixedId<SessionId>.Of(string value) => new(value);

    public override string ToString() => Value;
}
