using System.Globalization;
using Microsoft.AspNetCore.Http;
using Tandem.Providers;
using Tandem.Server.Hosting;

namespace Tandem.Server.Admin;

/// <summary>Parameters and words of Tandem's own API.</summary>
internal static class AdminQuery
{
    /// <summary>The path under which Tandem's own API lies.</summary>
    public const string Root = "/api/tandem/v1";

    /// <exception cref="GatewayException">No whole number in the range.</exception>
    public static int Number(HttpContext http, string name, int otherwise, int least, int most)
    {
        if (http.Request.Query[name] is not [{ Length: > 0 } text, ..])
            return otherwise;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number
            : throw new GatewayException(WireErrorKind.Invalid, $"'{name}' must be a whole number from {least} to {most}.");
    }

    /// <exception cref="GatewayException">No time.</exception>
    public static DateTimeOffset? Time(HttpContext http, string name)
    {
        if (http.Request.Query[name] is not [{ Length: > 0 } text, ..])
            return null;
        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? time
            : throw new GatewayException(WireErrorKind.Invalid, $"'{name}' must be a time of RFC 3339, such as 2026-11-24T00:00:00Z.");
    }

    public static string? Text(HttpContext http, string name) => http.Request.Query[name] is [{ Length: > 0 and <= 200 } text, ..] ? text : null;

    /// <exception cref="GatewayException">None of the words.</exception>
    public static T Word<T>(string name, string word)
        where T : struct, Enum => Enum.GetValues<T>().Where(value => Snake(value) == word).Select(value => (T?)value).FirstOrDefault()
        ?? throw new GatewayException(WireErrorKind.Invalid, $"'{name}' must be one of {string.Join(", ", Enum.GetValues<T>().Select(Snake))}.");

    /// <summary><c>VerifiedPass</c> → <c>verified_pass</c>.</summary>
    public static string Snake<T>(T value)
        where T : struct, Enum =>
        string.Concat(value.ToString().Select((letter, place) => char.IsUpper(letter) ? (place > 0 ? "_" : "") + char.ToLowerInvariant(letter) : letter.ToString()));
}
