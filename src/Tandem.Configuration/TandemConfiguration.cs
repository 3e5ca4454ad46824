using Tandem.Configuration.Origins;
using Tandem.Pipeline.Privacy;
using Tandem.Providers;
using Tandem.Routing;

namespace Tandem.Configuration;

/// <summary>The configuration in force: complete, checked, defaults filled in. Immutable and safe to share.</summary>
public sealed record TandemConfiguration
{
    /// <summary>All entries of <c>models</c>, in the order of the file.</summary>
    public required IReadOnlyList<ConfiguredModel> AllModels { get; init; }

    /// <summary>The models that can be called.</summary>
    public IReadOnlyList<ModelOptions> Models => [.. AllModels.Where(model => model.IsUsable).Select(model => model.Options)];

    /// <summary>Names of models that are not configured, from a project's rules, are left in: such a rule matches and allows nothing.</summary>
    public required RoutingOptions Routing { get; init; }

    public required PrivacyOptions Privacy { get; init; }

    public required IReadOnlyList<BudgetOptions> Budgets { get; init; }

    public required GatewayOptions Gateway { get; init; }

    public required VerifyOptions Verify { get; init; }

    /// <summary>Only from the user's own file.</summary>
    public PermissionOptions Permissions { get; init; } = new();

    /// <summary>MCP servers, in the order of the file.</summary>
    public IReadOnlyList<McpOptions> Mcp { get; init; } = [];

    public IReadOnlyList<HookEntry> Hooks { get; init; } = [];

    /// <summary>Full paths of further folders with assistants, the project's first.</summary>
    public required IReadOnlyList<string> Assistants { get; init; }

    /// <summary>Every effective value and where it comes from; secrets masked.</summary>
    public required IReadOnlyList<OriginEntry> Origins { get; init; }

    /// <summary>What is allowed and probably not meant, and each model that cannot be used.</summary>
    public required IReadOnlyList<ConfigurationFinding> Findings { get; init; }

    /// <summary><see cref="Findings"/>, one line each.</summary>
    public IReadOnlyList<string> Warnings => [.. Findings.Select(finding => finding.ToString())];

    /// <summary>The user's file, or the one named by <c>--config</c>; null where there is none and the rest was found on this machine.</summary>
    public required string? UserFile { get; init; }

    /// <summary>The project's <c>tandem.yaml</c>, or null.</summary>
    public required string? ProjectFile { get; init; }

    /// <summary>The user's file holds a key itself, not a reference to a variable.</summary>
    public required bool HoldsKeys { get; init; }
}
