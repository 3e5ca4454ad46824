using Tandem.TestKit;

namespace Tandem.Cli.Tests;

/// <summary>A model hub on this machine; the file it serves is the starter, which is a whole Llama of a few megabytes.</summary>
public sealed class PullTests
{
    private static readonly string Starter = Path.Combine(AppContext.BaseDirectory, "tandem-starter.gguf");

    [Fact]
    public async Task A_pulled_model_is_checked_joins_the_pool_and_can_be_removed()
    {
        Assert.SkipUnless(File.Exists(Starter), "The starter model is not built into this checkout.");
        using var hub = new FakeHub(await File.ReadAllBytesAsync(Starter, TestContext.Current.CancellationToken));
        using var tandem = new TandemProgram { Environment = { ["HF_ENDPOINT"] = hub.Address.ToString() } };
        hub.Breaks.Enqueue(1_000_000); // The first download ends early and is resumed.

        var pulled = await tandem.RunAsync("", "models", "pull", "acme/tiny-GGUF:Q8_0");
        var again = await tandem.RunAsync("", "models", "pull", "acme/tiny-GGUF:Q8_0");
        var listed = await tandem.RunAsync("", "models", "list", "--json");
        var removed = await tandem.RunAsync("", "models", "remove", "m-Q8_0.gguf");

        Assert.Equal(0, pulled.ExitCode);
        Assert.Contains("sha256 " + hub.Digest, pulled.Output, StringComparison.Ordinal);
        Assert.Contains(hub.Requests, request => request.Contains("bytes=1000000-", StringComparison.Ordinal));
        Assert.StartsWith("Already here", again.Output, StringComparison.Ordinal);
        Assert.Contains("m-Q8_0", listed.Output, StringComparison.Ordinal);
        Assert.Equal(0, removed.ExitCode);
        Assert.Empty(Directory.EnumerateFiles(Path.Combine(tandem.Home, "data", "models"), "*.gguf"));
    }

    [Fact]
    public async Task A_file_that_is_not_what_the_hub_states_is_refused_and_not_kept()
    {
        using var hub = new FakeHub([1, 2, 3]) { Digest = new string('0', 64) };
        using var tandem = new TandemProgram { Environment = { ["HF_ENDPOINT"] = hub.Address.ToString() } };

        var pulled = await tandem.RunAsync("", "models", "pull", "acme/tiny-GGUF:Q8_0");

        Assert.Equal(1, pulled.ExitCode);
        Assert.Contains("SHA-256", pulled.Notes, StringComparison.OrdinalIgnoreCase);
        Assert.Empty(Directory.Exists(Path.Combine(tandem.Home, "data", "models")) ? Directory.EnumerateFiles(Path.Combine(tandem.Home, "data", "models"), "*.gguf") : []);
    }

    [Fact]
    public async Task An_unknown_name_exits_with_2_and_says_where_to_look()
    {
        using var tandem = new TandemProgram();

        var pulled = await tandem.RunAsync("", "models", "pull", "no-such-model");

        Assert.Equal(2, pulled.ExitCode);
        Assert.Contains("catalogue", pulled.Notes, StringComparison.Ordinal);
    }
}
