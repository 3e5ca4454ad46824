using System.CommandLine;

namespace Tandem.Cli;

/// <summary>Options that every command takes.</summary>
internal static class CommonOptions
{
    public static Option<bool> Json { get; } = new("--json") { Description = "Print JSON for machines.", Recursive = true };

    public static Option<string?> Model { get; } = new("--model", "-m") { Description = "Use this model, whatever the policy says.", Recursive = true, HelpName = "NAME" };

    public static Option<string?> Policy { get; } = new("--policy", "-p")
    {
        Description = "cheap, balanced, careful, best, local, or a policy of your configuration.",
        Recursive = true,
        HelpName = "NAME",
    };

    public static Option<string?> Config { get; } = new("--config") { Description = "Use this file instead of the user's configuration.", Recursive = true, HelpName = "FILE" };
}
