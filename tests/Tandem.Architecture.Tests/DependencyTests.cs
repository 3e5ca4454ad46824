namespace Tandem.Architecture.Tests;

public sealed class DependencyTests
{
    /// <summary>What each project may refer to (docs/architecture.md). The two hosts may refer to anything; nothing may refer to a host but the CLI to the server it starts.</summary>
    private static readonly Dictionary<string, string[]> Allowed = new(StringComparer.Ordinal)
    {
        ["Tandem.Routing"] = [],
        ["Tandem.Llama"] = [],
        ["Tandem.CodeIndex"] = [],
        ["Tandem.Egress"] = ["Tandem.Routing"],
        ["Tandem.Providers"] = ["Tandem.Egress", "Tandem.Llama", "Tandem.Routing"],
        ["Tandem.Pipeline"] = ["Tandem.Routing", "Tandem.Providers", "Tandem.Egress"],
        ["Tandem.Agent"] = ["Tandem.Pipeline", "Tandem.Routing", "Tandem.CodeIndex", "Tandem.Egress", "Tandem.Providers"],
        ["Tandem.Storage"] = ["Tandem.Pipeline", "Tandem.Routing", "Tandem.Agent", "Tandem.Providers", "Tandem.Egress"],
        ["Tandem.Configuration"] = ["Tandem.Pipeline", "Tandem.Routing", "Tandem.Providers", "Tandem.Egress"],
        ["Tandem.Protocols"] = ["Tandem.Agent", "Tandem.CodeIndex"],
        ["Tandem.ScriptedUpstream"] = [],
        ["Tandem.Engine"] =
        [
            "Tandem.Agent", "Tandem.CodeIndex", "Tandem.Configuration", "Tandem.Egress", "Tandem.Llama", "Tandem.Pipeline", "Tandem.Providers", "Tandem.Routing", "Tandem.Storage",
        ],
    };

    private static readonly string[] Hosts = ["Tandem.Cli", "Tandem.Server"];

    [Fact]
    public void Projects_refer_only_to_what_their_place_allows()
    {
        var wrong = Repository.References
            .Where(project => !Hosts.Contains(project.Key))
            .SelectMany(project => project.Value
                .Where(reference => !Allowed.TryGetValue(project.Key, out var allowed) || !allowed.Contains(reference))
                .Select(reference => $"{project.Key} → {reference}"))
            .ToList();

        Assert.Empty(wrong);
    }

    [Fact]
    public void Every_project_has_its_place() =>
        Assert.Empty(Repository.References.Keys.Where(project => !Allowed.ContainsKey(project) && !Hosts.Contains(project)));

    [Fact]
    public void Nothing_refers_to_a_host_but_the_CLI_to_the_server_it_starts() =>
        Assert.Empty(Repository.References
            .SelectMany(project => project.Value.Where(Hosts.Contains).Select(reference => $"{project.Key} → {reference}"))
            .Where(reference => reference != "Tandem.Cli → Tandem.Server"));

    [Fact]
    public void No_project_attracts_everything() =>
        Assert.DoesNotContain(Repository.References.Keys, project =>
            project.Split('.')[^1] is "Core" or "Common" or "Shared" or "Utils" or "Helpers" or "Abstractions");
}
