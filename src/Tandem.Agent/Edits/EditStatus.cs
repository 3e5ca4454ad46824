using System.Text.Json.Serialization;

namespace Tandem.Agent.Edits;

public enum EditStatus
{
    [JsonStringEnumMemberName("applied")]
    Applied,

    [JsonStringEnumMemberName("refused")]
    Refused,
}
