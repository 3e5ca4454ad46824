using System.Globalization;

namespace Tandem.Storage;

/// <summary>Times as text (RFC 3339, UTC, seven decimals): equal length, so that text sorts like time.</summary>
internal static class Rfc3339
{
    private const string Shape = "yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'";

    public static string Format(DateTimeOffset time) => time.UtcDateTime.ToString("O", CultureInfo.InvariantCulture); // The same shape, by the runtime's own quick way.

    public static DateTimeOffset Parse(string text) =>
        DateTimeOffset.ParseExact(text, Shape, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);

    public static string Format(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    public static DateOnly ParseDay(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
