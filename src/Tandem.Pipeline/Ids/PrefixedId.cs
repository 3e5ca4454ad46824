namespace Tandem.Pipeline.Ids;

/// <summary>A prefix and a UUIDv7 (RFC 9562): ids that say what they name and sort by time.</summary>
public static class PrefixedId
{
    public static string New(string prefix, DateTimeOffset time) => prefix + Guid.CreateVersion7(time).ToString("N");
}
