using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Tandem.Configuration.Yaml;

/// <summary>Writes text so that YAML reads the same text back.</summary>
internal static partial class ScalarText
{
    /// <summary>Without quotes where it reads as text, else as a JSON string, which is a YAML string too.</summary>
    public static string Of(string text) =>
        Plain().IsMatch(text) && PlainScalar.Classify(text) == ScalarKind.Text ? text : $"\"{JsonEncodedText.Encode(text, JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}\"";

    [GeneratedRegex(@"\A[A-Za-z][A-Za-z0-9._/-]*(:[A-Za-z0-9._/-]+)*\z")]
    private static partial Regex Plain();
}
