using System.Text.Json.Serialization;

namespace Tandem.Pipeline.Ids;

/// <summary>One routing decision: <c>dec_</c> and a UUIDv7.</summary>
[JsonConverter(typeof(IdConverter<DecisionId>))]
public readonly record struct DecisionId(string Value) : IPrefixedId<DecisionId>
{
    public static DecisionId New(DateTimeOffset time) => new(PrefixedId.New("dec_", time));

    static DecisionId IPrefixedId<DecisionId>.Of(string value) => new(value);

    public override string ToString() => Value;
}
