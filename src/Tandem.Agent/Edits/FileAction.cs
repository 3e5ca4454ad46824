using System.Text.Json.Serialization;

namespace Tandem.Agent.Edits;

public enum FileAction
{
    [JsonStringEnumMemberName("add")]
    Add,

    [JsonStringEnumMemberName("update")]
    Update,

    [JsonStringEnumMemberName("delete")]
    Delete,

    [JsonStringEnumMemberName("rename")]
    Rename,
}
