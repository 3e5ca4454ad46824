using System.Collections.Frozen;
using System.Text.Json;

namespace Tandem.Storage;

/// <summary>Enum values as the contract writes them: <c>verified_pass</c>.</summary>
internal static class Word
{
    public static string Of<T>(T value)
        where T : struct, Enum => Known<T>.Words.TryGetValue(value, out var word) ? word : Written(value);

    public static T Read<T>(string word)
        where T : struct, Enum => Enum.Parse<T>(word.Replace("_", "", StringComparison.Ordinal), ignoreCase: true);

    private static string Written<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());

    /// <summary>Made once for each type: every entry of the ledger asks for several.</summary>
    private static class Known<T>
        where T : struct, Enum
    {
        public static readonly FrozenDictionary<T, string> Words = Enum.GetValues<T>().Distinct().ToFrozenDictionary(value => value, Written);
    }
}
