namespace Tandem.Cli.Interactive.Slash;

/// <summary>The commands of a session, by name.</summary>
/// <param name="builtIn">Those that every session has.</param>
/// <param name="custom">Those from files, as they are now; a built-in one of the same name wins.</param>
internal sealed class SlashCommands(IReadOnlyList<SlashCommand> builtIn, Func<IReadOnlyList<SlashCommand>> custom)
{
    public IReadOnlyList<SlashCommand> All =>
        [.. builtIn.Concat(custom().Where(one => builtIn.All(known => known.Name != one.Name))).OrderBy(command => command.Name, StringComparer.Ordinal)];

    /// <summary>The command of a line; null = it is none. A space in front makes any line a message.</summary>
    public SlashCommand? Find(string line) =>
        LooksLikeOne(line) ? All.FirstOrDefault(command => command.Name.Equals(NameOf(line), StringComparison.OrdinalIgnoreCase)) : null;

    /// <summary><c>/word</c>, not a path such as <c>/etc/hosts</c>.</summary>
    public static bool LooksLikeOne(string line) =>
        line.Length > 1 && line[0] == '/' && char.IsLetter(line[1]) && !NameOf(line).AsSpan(1).ContainsAny('/', '.');

    public static string NameOf(string line) => line.Split((char[])[' ', '\n', '\t'], 2)[0];

    public static string ArgumentsOf(string line) => line[NameOf(line).Length..].Trim();
}
