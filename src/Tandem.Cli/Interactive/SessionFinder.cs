using Tandem.Agent.Sessions;
using Tandem.Pipeline.Errors;

namespace Tandem.Cli.Interactive;

/// <summary>Finds a session by what a person types.</summary>
internal static class SessionFinder
{
    /// <param name="sessions">The newest first.</param>
    /// <param name="wanted">An id, its beginning or end (with or without <c>ses_</c>), or <c>last</c>.</param>
    /// <exception cref="RequestException">None or several are meant.</exception>
    public static SessionHeader Find(IReadOnlyList<SessionHeader> sessions, string wanted)
    {
        if (wanted == "last")
            return sessions.Count > 0 ? sessions[0] : throw new RequestException(ErrorKind.Invalid, "There is no earlier session in this folder.");
        var bare = wanted.StartsWith("ses_", StringComparison.Ordinal) ? wanted[4..] : wanted;
        var found = sessions.Where(session => session.Id.Value[4..].StartsWith(bare, StringComparison.Ordinal) || session.Id.Value.EndsWith(bare, StringComparison.Ordinal)).ToList();
        return found switch
        {
            [var one] => one,
            [] => throw new RequestException(ErrorKind.Invalid, $"There is no session '{wanted}' in this folder. 'tandem sessions' lists them."),
            _ => throw new RequestException(ErrorKind.Invalid, $"'{wanted}' names {found.Count} sessions. Give more of the id."),
        };
    }
}
