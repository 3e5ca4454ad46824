using System.Text.Json;
using Tandem.Agent.Tests.Turns;
using Tandem.Agent.Tools;
using Tandem.Agent.Turns;
using Tandem.Egress.Secrets;
using Tandem.Pipeline.Ids;
using Tandem.Pipeline.Privacy;
using Tandem.Routing;

namespace Tandem.Agent.Tests.Tools;

/// <summary>The built-in tools on a folder of their own, called as the loop calls them.</summary>
internal sealed class ToolFixture : IDisposable, IAgentListener
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("tandem-tools-");
    private readonly IReadOnlyList<ITool> _tools;

    public ToolFixture()
    {
        Root = _folder.CreateSubdirectory("work").FullName;
        _tools = BuiltInTools.Create(new ToolSetup
        {
            Root = Root,
            Commands = new TestCommands(),
            Privacy = new PrivacyOptions { PrivatePaths = ["secrets/**"] },
            Time = TimeProvider.System,
            Placeholders = new SecretPlaceholders(),
        });
    }

    public string Root { get; }

    public IReadOnlyList<ITool> All => _tools;

    public string Outside => _folder.FullName;

    public string Write(string path, string text)
    {
        var full = Path.Combine(Root, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, text);
        return full;
    }

    /// <summary>The result; arguments that the tool refuses are an error result too.</summary>
    public async Task<ToolResult> CallAsync(string tool, object arguments)
    {
        try
        {
            return await RunAsync(_tools.Single(one => one.Definition.Name == tool).Prepare(JsonSerializer.SerializeToElement(arguments)));
        }
        catch (ToolArgumentsException refused)
        {
            return ToolResult.Error(refused.Message);
        }
    }

    public Task<ToolResult> RunAsync(PreparedCall call) =>
        call.RunAsync(new ToolScope { Session = SessionId.New(DateTimeOffset.UnixEpoch), CallId = "1", Listener = this, DataClass = DataClass.Private }, TestContext.Current.CancellationToken);

    public ValueTask OnAsync(AgentEvent agentEvent, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    public void Dispose() => _folder.Delete(recursive: true);
}
