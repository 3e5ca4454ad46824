using System.Text.RegularExpressions;

namespace Tandem.Engine.Tests.Scenarios;

public sealed partial class SecretTests
{
    private const string Key = "AKIAQ3EGRZ7KTW2PLM4X";

    /// <summary>It leaves as a placeholder, which an edit puts back and a command does not.</summary>
    [Theory]
    [ClassData(typeof(CommandSeeds))]
    public Task A_key_in_a_file_never_leaves_and_is_not_lost(int seed) => Scenario.RunAsync(seed, new Script
    {
        Task = "Rename key to aws_key.",
        Files = new Dictionary<string, string> { ["config.py"] = $"key = \"{Key}\"\n" },
        Model = "strong",
        RunsCommands = true,
        StrongAnswers = (call, number) =>
        {
            if (call.Text.Contains(Key, StringComparison.Ordinal)) throw new InvalidOperationException("the key left");
            var placeholder = Placeholder().Match(call.Text).Value;
            return number switch
            {
                0 => Says.Read("config.py"),
                1 => Says.Patch("config.py", $"key = \"{placeholder}\"", $"aws_key = \"{placeholder}\""),
                2 => Says.Run($"printf %s '{placeholder}' | wc -c; cat config.py"),
                _ => Says.Text($"Renamed; it is still {placeholder}."),
            };
        },
    });

    [GeneratedRegex(@"\[REDACTED:[a-z-]+:[0-9a-f]{8}\]")]
    private static partial Regex Placeholder();
}
