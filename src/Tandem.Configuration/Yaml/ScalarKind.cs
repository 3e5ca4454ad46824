using System.Text.RegularExpressions;

namespace Tandem.Configuration.Yaml;

/// <summary>Types of the core schema (YAML 1.2.2, section 10.3.2).</summary>
internal enum ScalarKind
{
    Text,
    Null,
    Flag,
    WholeNumber,
    Number,
}

internal static partial class PlainScalar
{
    /// <summary>Only a scalar without quotes can be other than text.</summary>
    public static ScalarKind Classify(string text) => text switch
    {
        "" or "~" or "null" or "Null" or "NULL" => ScalarKind.Null,
        "true" or "True" or "TRUE" or "false" or "False" or "FALSE" => ScalarKind.Flag,
        _ when Whole().IsMatch(text) => ScalarKind.WholeNumber,
        _ when Number().IsMatch(text) => ScalarKind.Number,
        _ => ScalarKind.Text,
    };

    [GeneratedRegex(@"\A([-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+)\z")]
    private static partial Regex Whole();

    [GeneratedRegex(@"\A([-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?|[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN))\z")]
    private static partial Regex Number();
}
