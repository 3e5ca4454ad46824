using System.Text.RegularExpressions;

namespace Tandem.Agent.Turns;

/// <summary>Names and ids of calls as every provider takes them back in a history: letters, digits, <c>_</c> and <c>-</c>; names of at most 64 (OpenAI, Anthropic, Google), ids of at most 40 (OpenAI).</summary>
/// <remarks>A model may call <c>functions.read_file</c> by an id such as <c>functions.read_file:0</c>; sent back as they are, one such call makes every later request of the session invalid.</remarks>
internal static partial class CarriedCall
{
    private const int LongestName = 64;
    private const int LongestId = 40;

    public static string Name(string name) => name.Length == 0 ? "unnamed" : Cut(Other().Replace(name, "_"), LongestName);

    /// <param name="room">Characters that are kept free at the end.</param>
    public static string Id(string id, int room = 0) => Cut(Other().Replace(id, "_"), LongestId - room);

    private static string Cut(string text, int most) => text.Length <= most ? text : text[..most];

    [GeneratedRegex("[^a-zA-Z0-9_-]")]
    private static partial Regex Other();
}
