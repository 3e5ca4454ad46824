using Tandem.Agent.Commands;
using Tandem.Agent.Mcp;
using Tandem.Configuration;
using Tandem.Configuration.Diagnosis;
using Tandem.Egress;

namespace Tandem.Engine.Agents;

/// <summary>Starts or reaches each configured MCP server once, for <c>tandem doctor</c>.</summary>
internal static class McpCheck
{
    public static async Task<IReadOnlyList<DoctorCheck>> RunAsync(TandemConfiguration configuration, EngineOptions options, IEgressGate gate, CancellationToken cancellationToken)
    {
        if (configuration.Mcp.Count == 0)
            return [];
        var runner = new CommandRunner(new CommandRunnerOptions
        {
            Workspace = Workspace.Find(options.WorkingFolder).Root,
            DataFolder = Engine.Sources(options).DataFolder,
            Environment = options.Environment,
            Time = options.Time,
        });
        await using var hub = await McpHub.ConnectAsync([.. configuration.Mcp.Select(SessionExtensions.Of)], runner.Servers, gate, dataFolder: null, options.Time, cancellationToken);
        return [.. hub.States.Select(state => state.Problem is { } problem
            ? DoctorCheck.Warn($"mcp {state.Name}", problem, $"check mcp.{state.Name} and its server; without it the agent goes on without its tools")
            : DoctorCheck.Ok($"mcp {state.Name}", FormattableString.Invariant($"{state.Tools.Count} tools, {state.Zone}{(state.IsSandboxed ? ", in the sandbox" : "")}")))];
    }
}
