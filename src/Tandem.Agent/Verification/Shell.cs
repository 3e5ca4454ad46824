namespace Tandem.Agent.Verification;

/// <summary>Words for a shell's command line.</summary>
internal static class Shell
{
    /// <summary>A path as one word that is never an option.</summary>
    public static string Quote(string path)
    {
        var safe = path.StartsWith('-') ? "./" + path : path;
        return safe.All(c => char.IsAsciiLetterOrDigit(c) || c is '/' or '.' or '_' or '-' or '+' or ':') ? safe : $"'{safe.Replace("'", "'\\''", StringComparison.Ordinal)}'";
    }
}
