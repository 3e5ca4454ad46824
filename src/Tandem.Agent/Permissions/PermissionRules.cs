using Tandem.Agent.Tools;

namespace Tandem.Agent.Permissions;

/// <summary>The user's rules. Denying counts before allowing; where a command is not understood, it is denied on suspicion and allowed on none.</summary>
public sealed class PermissionRules
{
    private readonly List<PermissionRule> _allow;
    private readonly List<PermissionRule> _deny;

    /// <exception cref="FormatException">A rule cannot be read.</exception>
    public PermissionRules(IEnumerable<string> allow, IEnumerable<string> deny)
    {
        _allow = [.. allow.Select(PermissionRule.Parse)];
        _deny = [.. deny.Select(PermissionRule.Parse)];
    }

    public static PermissionRules None { get; } = new([], []);

    /// <summary>The rule that denies the action, or null.</summary>
    public PermissionRule? Denying(ToolAction action)
    {
        foreach (var rule in _deny)
        {
            var denies = rule.Verb switch
            {
                "edit" => action.Writes.Any(rule.MatchesPath),
                "read" => action.Reads.Concat(action.Writes).Any(rule.MatchesPath), // An edit shows what it edits.
                "use" => action.Destination is { } destination && rule.MatchesText(destination),
                "restore" => action is { NeedsNetwork: true, Command: { } command } && MayHold(rule, command),
                _ => action.Command is { } command && MayHold(rule, command),
            };
            if (denies) return rule;
        }
        return null;
    }

    /// <summary>Whether every part of the action is allowed by a rule.</summary>
    public bool Allows(ToolAction action) => action.Access switch
    {
        ToolAccess.Edit => action.Writes.Count > 0 && action.Writes.All(path => _allow.Any(rule => rule.Verb == "edit" && rule.MatchesPath(path))),
        ToolAccess.Command => action.Command is { } command && AllowsCommand(command, action.NeedsNetwork ? "restore" : "run"),
        ToolAccess.Outside => action.Destination is { } destination && _allow.Any(rule => rule.Verb == "use" && rule.MatchesText(destination)),
        _ => false,
    };

    private bool AllowsCommand(string command, string verb) =>
        ShellCommand.TryParse(command, out var parts) && parts.All(part => _allow.Any(rule => rule.Verb == verb && rule.MatchesText(part)));

    private static bool MayHold(PermissionRule rule, string command) => ShellCommand.Suspects(command).Any(rule.MatchesText);
}
