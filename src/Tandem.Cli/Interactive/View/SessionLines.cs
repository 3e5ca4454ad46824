using System.Globalization;
using Tandem.Agent.Sessions;
using Tandem.Cli.Terminal;
using Tandem.Pipeline.Ids;

namespace Tandem.Cli.Interactive.View;

/// <summary>Sessions in a list: a short id, when, how long, what about.</summary>
internal static class SessionLines
{
    private const int IdLength = 8; // The random end of the id; the beginning is the time and much the same for all.

    public static IEnumerable<string> Of(IEnumerable<SessionHeader> sessions, DateTimeOffset now, int width)
    {
        foreach (var session in sessions)
        {
            var assistant = session.Assistant is { } name ? $"{name} · " : "";
            var fork = session.ForkedFrom is null ? "" : " (fork)";
            var line = string.Create(
                CultureInfo.InvariantCulture, $"{ShortId(session),-IdLength}  {Age(now - session.UpdatedAt),8}  {session.Entries,4} entries  {assistant}{session.Title}{fork}");
            yield return StyledText.Cut(StyledText.Safe(line.ReplaceLineEndings(" ")), width - 1);
        }
    }

    public static string ShortId(SessionHeader session) => ShortId(session.Id);

    public static string ShortId(SessionId id) => id.Value[^Math.Min(IdLength, id.Value.Length)..];

    private static string Age(TimeSpan age) => age switch
    {
        { TotalMinutes: < 1 } => "now",
        { TotalHours: < 1 } => string.Create(CultureInfo.InvariantCulture, $"{(int)age.TotalMinutes} min"),
        { TotalDays: < 1 } => string.Create(CultureInfo.InvariantCulture, $"{(int)age.TotalHours} h"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{(int)age.TotalDays} d"),
    };
}
