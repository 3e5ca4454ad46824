using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;

namespace Tandem.Agent.Commands;

/// <summary>Copies of package managers' settings without the lines that hold secrets: where packages come from, but not by which key.</summary>
internal static partial class CleanSettings
{
    private const int MaxBytes = 256 << 10;
    private static readonly string[] SecretElements = ["packageSourceCredentials", "apikeys", "clientCertificates"];

    /// <returns>A file that only its owner can read; null where there are no settings, or none that can be understood.</returns>
    public static string? Copy(string path, string dataFolder)
    {
        try
        {
            if (new FileInfo(path) is not { Exists: true, Length: <= MaxBytes }) return null;
            var text = File.ReadAllText(path);
            var clean = path.EndsWith("NuGet.Config", StringComparison.Ordinal) ? OfXml(text) : OfLines(text);
            var bytes = Encoding.UTF8.GetBytes(clean);
            // Named by its content: two commands share it, and it never changes under one that runs.
            var folder = Path.Combine(dataFolder, "sandbox");
            var copy = Path.Combine(folder, Convert.ToHexStringLower(SHA256.HashData(bytes))[..32]);
            if (File.Exists(copy)) return copy;
            Directory.CreateDirectory(folder);
            var temporary = copy + "." + RandomNumberGenerator.GetHexString(16, lowercase: true);
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            using (var stream = new FileStream(temporary, options)) stream.Write(bytes);
            File.Move(temporary, copy, overwrite: true);
            return copy;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or XmlException)
        {
            return null; // The command does without.
        }
    }

    internal static string OfLines(string text) =>
        string.Join('\n', text.Split('\n').Where(line => !Secret().IsMatch(line) && !UserInfo().IsMatch(line)));

    internal static string OfXml(string text)
    {
        var document = XDocument.Parse(text);
        document.Descendants().Where(element => SecretElements.Contains(element.Name.LocalName, StringComparer.OrdinalIgnoreCase)).Remove();
        document.Descendants().Where(element => element.Attributes().Any(attribute => UserInfo().IsMatch(attribute.Value))).Remove();
        document.Descendants().Where(element => Secret().IsMatch((string?)element.Attribute("key") ?? "")).Remove();
        return document.ToString();
    }

    [GeneratedRegex(@"token|passw|secret|_auth|credential|api[_-]?key|private[_-]?key|certfile|keyfile", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Secret();

    [GeneratedRegex(@"://[^/\s@]+@", RegexOptions.NonBacktracking)]
    private static partial Regex UserInfo();
}
