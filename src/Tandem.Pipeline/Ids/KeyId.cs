using System.Text.Json.Serialization;

namespace Tandem.Pipeline.Ids;

/// <summary>One virtual key: <c>key_</c> and a UUIDv7. It names the key and is no secret.</summary>
[JsonConverter(typeof(IdConverter<KeyId>))]
public readonly record struct KeyId(string Value) : IPrefixedId<KeyId>
{
    public static KeyId New(DateTimeOffset time) => new(PrefixedId.New("key_", time));

    static KeyId IPrefixedId<KeyId>.Of(string value) => new(value);

    public override string ToString() => Value;
}
