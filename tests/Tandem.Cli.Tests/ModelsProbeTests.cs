using System.Text.Json;
using Tandem.ScriptedUpstream;

namespace Tandem.Cli.Tests;

public sealed class ModelsProbeTests
{
    [Fact]
    public async Task A_model_that_knows_nothing_is_said_to_and_its_requests_are_in_the_ledger()
    {
        await using var llama = await FakeUpstream.StartAsync(Reply.Stream("I do not ", "know."));
        using var tandem = new TandemProgram();
        tandem.Configure(llama, llama);

        var result = await tandem.RunAsync("", "models", "probe", "llama", "--n", "6", "--json");
        var export = await tandem.RunAsync("", "ledger", "export");

        Assert.True(result.ExitCode == 0, result.Notes);
        Assert.Equal(6, llama.Requests.Count);
        Assert.Equal(6, export.Output.Split('\n').Count(line => line.Contains("\"door\":\"probe\"", StringComparison.Ordinal)));
        var skills = JsonDocument.Parse(result.Output).RootElement.GetProperty("skills").EnumerateArray().ToList();
        Assert.Equal(["coding", "knowledge", "math"], skills.Select(skill => skill.GetProperty("skill").GetString()));
        Assert.All(skills, skill => Assert.Equal((2, 0), (skill.GetProperty("asked").GetInt32(), skill.GetProperty("right").GetInt32())));
        Assert.All(skills, skill => Assert.InRange(skill.GetProperty("score").GetDouble(), skill.GetProperty("low_score").GetDouble(), skill.GetProperty("high_score").GetDouble()));
    }

    [Theory]
    [InlineData("llama", "0", "from 1 to")]
    [InlineData("no-such", "3", "No configured model")]
    public async Task What_cannot_be_probed_is_refused_without_a_request(string model, string questions, string says)
    {
        await using var llama = await FakeUpstream.StartAsync(Reply.Stream("never"));
        using var tandem = new TandemProgram();
        tandem.Configure(llama, llama);

        var result = await tandem.RunAsync("", "models", "probe", model, "--n", questions);

        Assert.Equal(2, result.ExitCode);
        Assert.Contains(says, result.Notes, StringComparison.Ordinal);
        Assert.Empty(llama.Requests);
    }
}
