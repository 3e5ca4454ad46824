using System.Security.Cryptography;
using System.Text;

namespace Tandem.CodeIndex;

/// <summary>Where the index of a repository lies.</summary>
public static class IndexLocation
{
    /// <summary><c>DATA/index/NAME-HASH.db</c>: beside the user's data, never inside the repository, which stays untouched by a search.</summary>
    /// <param name="dataFolder"><c>$TANDEM_HOME</c>, or its default.</param>
    public static string Of(string dataFolder, string root)
    {
        var full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(root));
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(full)))[..12];
        var name = new string([.. Path.GetFileName(full).Where(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.').Take(40)]);
        return Path.Combine(dataFolder, "index", $"{name}-{hash}.db");
    }
}
