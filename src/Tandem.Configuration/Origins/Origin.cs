using System.Globalization;

namespace Tandem.Configuration.Origins;

/// <summary>The place that set a value.</summary>
/// <param name="File">Full path; for <see cref="OriginKind.Environment"/> the variable's name, for <see cref="OriginKind.CommandLine"/> the option.</param>
/// <param name="Line">From 1.</param>
/// <param name="Column">From 1.</param>
/// <param name="Note">What else to know: the variables that a reference took it from, or why a default is what it is.</param>
public sealed record Origin(OriginKind Kind, string File, int Line, int Column, string? Note = null)
{
    /// <summary>A value that nothing set, and the reason for it where there is one.</summary>
    public static Origin Default(string? note = null) => new(OriginKind.Default, "", 0, 0, note);

    public override string ToString()
    {
        var place = Kind switch
        {
            OriginKind.Default => "default",
            OriginKind.Detected => "found on this machine",
            OriginKind.Environment => $"environment variable {File}",
            OriginKind.CommandLine => $"command line ({File})",
            _ => string.Create(CultureInfo.InvariantCulture, $"{File}:{Line}"),
        };
        return Note is null ? place : $"{place} ({Note})";
    }
}
