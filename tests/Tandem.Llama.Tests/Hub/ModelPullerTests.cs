using System.Net;
using Tandem.Llama.Hub;
using Tandem.Llama.Tests.Models;
using Tandem.TestKit;

namespace Tandem.Llama.Tests.Hub;

public sealed class ModelPullerTests : IDisposable
{
    private static readonly byte[] Model = new RandomModel { Width = 64, FeedForward = 64, Layers = 1 }.ToBytes();
    private readonly TemporaryFolder _folder = new();
    private readonly FakeHub _hub = new(Model);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private ModelPuller Puller => new(_hub.SendAsync, _folder.File("models"), new ImpatientTime(), _hub.Address, token: "hf_secret");

    private static ModelAddress File => new("owner/repo", "main", "m-Q8_0.gguf", null);

    [Fact]
    public async Task A_pulled_file_runs_and_is_what_the_hub_stated()
    {
        var reports = new Reports();
        var pulled = await Puller.PullAsync(File, reports, Token);

        Assert.Equal(Model, await System.IO.File.ReadAllBytesAsync(pulled.Path, Token));
        Assert.Equal(_hub.Digest, pulled.Sha256);
        Assert.Equal(Model.Length, reports.Last.DoneBytes);
        Assert.Equal(Model.Length, reports.Last.TotalBytes);
        Assert.Equal(["m-Q8_0.gguf", "m-Q8_0.gguf.sha256"], Installed());
        using var model = LlamaModel.Load(pulled.Path);
        Assert.Equal("llama", model.Architecture);
    }

    [Fact]
    public async Task The_token_goes_to_the_hub_and_to_no_other_server()
    {
        using var store = new FakeHub(Model);
        _hub.RedirectTo = new Uri(store.Address, "blob").ToString();
        await Puller.PullAsync(File, null, Token);
        Assert.All(_hub.Requests, request => Assert.Contains("hf_secret", request, StringComparison.Ordinal));
        Assert.NotEmpty(store.Requests);
        Assert.All(store.Requests, request => Assert.DoesNotContain("hf_secret", request, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_broken_download_goes_on_where_it_stopped()
    {
        _hub.Breaks.Enqueue(50_000);
        _hub.Breaks.Enqueue(0);
        _hub.Breaks.Enqueue(30_000);
        var pulled = await Puller.PullAsync(File, null, Token);
        Assert.Equal(Model, await System.IO.File.ReadAllBytesAsync(pulled.Path, Token));
        Assert.Contains(_hub.Requests, request => request.Contains("bytes=", StringComparison.Ordinal) && !request.Contains("bytes=0-", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_download_given_up_is_resumed_by_the_next_pull()
    {
        for (var i = 0; i < 5; i++)
            _hub.Breaks.Enqueue(i == 0 ? 50_000 : 0);
        var error = await Assert.ThrowsAsync<ModelPullException>(() => Puller.PullAsync(File, null, Token));
        Assert.Equal(ModelPullError.Failed, error.Error);
        Assert.All(Installed(), name => Assert.EndsWith(".part", name, StringComparison.Ordinal));

        _hub.Breaks.Clear();
        _hub.Requests.Clear();
        await Puller.PullAsync(File, null, Token);
        Assert.Contains(_hub.Requests, request => request.Contains("bytes=", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_server_without_ranges_sends_all_of_it_again()
    {
        _hub.HonoursRanges = false;
        _hub.Breaks.Enqueue(50_000);
        var pulled = await Puller.PullAsync(File, null, Token);
        Assert.Equal(Model, await System.IO.File.ReadAllBytesAsync(pulled.Path, Token));
    }

    [Fact]
    public async Task A_file_that_is_there_is_not_pulled_again()
    {
        await Puller.PullAsync(File, null, Token);
        _hub.Requests.Clear();
        Assert.True((await Puller.PullAsync(File, null, Token)).WasPresent);
        Assert.DoesNotContain(_hub.Requests, request => request.StartsWith("GET", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_arrives_wrong_is_deleted_and_never_installed()
    {
        _hub.Digest = new string('a', 64);
        var error = await Assert.ThrowsAsync<ModelPullException>(() => Puller.PullAsync(File, null, Token));
        Assert.Equal(ModelPullError.DigestMismatch, error.Error);
        Assert.All(Installed(), name => Assert.EndsWith(".part", name, StringComparison.Ordinal));
        Assert.All(Directory.GetFiles(_folder.File("models")), path => Assert.Equal(0, new FileInfo(path).Length));
    }

    [Fact]
    public async Task Without_a_stated_digest_nothing_is_pulled()
    {
        _hub.Digest = null;
        Assert.Equal(ModelPullError.NoDigest, (await Assert.ThrowsAsync<ModelPullException>(() => Puller.PullAsync(File, null, Token))).Error);
    }

    [Theory]
    [InlineData(HttpStatusCode.NotFound, ModelPullError.NotFound, "does not exist")]
    [InlineData(HttpStatusCode.Unauthorized, ModelPullError.Unauthorized, "HF_TOKEN")]
    [InlineData(HttpStatusCode.ServiceUnavailable, ModelPullError.Failed, "503")]
    public async Task A_refusal_says_what_to_do(HttpStatusCode status, ModelPullError error, string word)
    {
        _hub.Refusal = status;
        var thrown = await Assert.ThrowsAsync<ModelPullException>(() => Puller.PullAsync(File, null, Token));
        Assert.Equal(error, thrown.Error);
        Assert.Contains(word, thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_connection_the_error_names_the_cure()
    {
        var puller = new ModelPuller((_, _) => throw new HttpRequestException("no route"), _folder.File("models"), TimeProvider.System);
        var error = await Assert.ThrowsAsync<ModelPullException>(() => puller.PullAsync(ModelAddress.Parse("llama3.2:1b"), null, Token));
        Assert.Equal(ModelPullError.Offline, error.Error);
        Assert.Contains("huggingface.co", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_redirect_to_an_unencrypted_server_is_not_followed()
    {
        _hub.RedirectTo = "http://example.invalid/model.gguf";
        Assert.Equal(ModelPullError.Failed, (await Assert.ThrowsAsync<ModelPullException>(() => Puller.PullAsync(File, null, Token))).Error);
    }

    [Fact]
    public async Task A_quantisation_chooses_the_file()
    {
        var pulled = await Puller.PullAsync(ModelAddress.Parse("hf.co/owner/repo:Q4_0"), null, Token);
        Assert.Equal("m-Q4_0.gguf", Path.GetFileName(pulled.Path));
        var error = await Assert.ThrowsAsync<ModelPullException>(() => Puller.PullAsync(ModelAddress.Parse("hf.co/owner/repo:Q2_K"), null, Token));
        Assert.Contains("m-Q8_0.gguf", error.Message, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        _hub.Dispose();
        _folder.Dispose();
    }

    private string[] Installed() => [.. Directory.GetFiles(_folder.File("models")).Select(path => Path.GetFileName(path)).Order()];

    private sealed class Reports : IProgress<PullProgress>
    {
        public PullProgress Last { get; private set; }

        public void Report(PullProgress value) => Last = value;
    }

    /// <summary>Pauses between tries take no time.</summary>
    private sealed class ImpatientTime : TimeProvider
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            base.CreateTimer(callback, state, TimeSpan.Zero, period);
    }
}
