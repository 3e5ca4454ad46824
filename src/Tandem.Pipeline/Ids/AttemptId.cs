using System.Text.Json.Serialization;

namespace Tandem.Pipeline.Ids;

/// <summary>One call to an upstream: <c>att_</c> and a UUIDv7.</summary>
[JsonConverter(typeof(IdConverter<AttemptId>))]
public readonly record struct AttemptId(string Value) : IPrefixedId<AttemptId>
{
    public static AttemptId New(DateTimeOffset time) => new(PrefixedId.New("att_", time));

    static AttemptId IPrefixedId<AttemptId>.Of(string value) => new(value);

    public override string ToString() => Value;
}
