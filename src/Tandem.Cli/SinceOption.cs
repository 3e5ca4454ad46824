using System.CommandLine;
using System.Globalization;

namespace Tandem.Cli;

/// <summary><c>--since</c>: a day or time in UTC, unless it names its offset.</summary>
internal static class SinceOption
{
    public static Option<DateTimeOffset?> Create() => new("--since")
    {
        Description = "Only decisions from this day or time on (2026-11-24, 2026-11-24T12:00Z).",
        HelpName = "TIME",
        CustomParser = result =>
        {
            if (DateTimeOffset.TryParse(result.Tokens[0].Value, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time))
                return time;
            result.AddError($"--since '{result.Tokens[0].Value}' is no day or time; write 2026-11-24 or 2026-11-24T12:00Z.");
            return null;
        },
    };
}
