using System.Text.Json.Serialization;

namespace Tandem.Pipeline.Ids;

/// <summary>One request of a client: <c>req_</c> and a UUIDv7. Made by Tandem, never by a client or upstream.</summary>
[JsonConverter(typeof(IdConverter<RequestId>))]
public readonly record struct RequestId(string Value) : IPrefixedId<RequestId>
{
    public static RequestId New(DateTimeOffset time) => new(PrefixedId.New("req_", time));

    static RequestId IPrefixedId<RequestId>.Of(string value) => new(value);

    public override string ToString() => Value;
}
