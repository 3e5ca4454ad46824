using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Tandem.Engine;
using Tandem.Pipeline.Ids;
using Tandem.Pipeline.Keys;
using Tandem.Pipeline.Models;
using Tandem.ScriptedUpstream;

namespace Tandem.Server.Tests;

/// <summary>A whole server over a configuration file and a data folder of its own, and a client for it.</summary>
internal sealed class RunningServer : IAsyncDisposable
{
    private readonly string _folder;

    private RunningServer(string folder, Engine.Engine engine, TandemServer server)
    {
        (_folder, Engine, Server) = (folder, engine, server);
        Client = new HttpClient { BaseAddress = server.Addresses[0], Timeout = TimeSpan.FromSeconds(60) };
    }

    public Engine.Engine Engine { get; }

    public TandemServer Server { get; }

    public HttpClient Client { get; }

    public static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Serves these models; by default shareable text, and every model for every client.</summary>
    public static async Task<RunningServer> StartAsync(IReadOnlyList<ServedModel> models, string settings = "", ServerOptions? options = null, IReadOnlyDictionary<string, string>? environment = null)
    {
        var folder = Directory.CreateTempSubdirectory("tandem-server-").FullName;
        var file = Path.Combine(folder, "config.yaml");
        var yaml = new StringBuilder("version: 1\nmodels:\n");
        foreach (var model in models)
            yaml.Append($"  {model.Name}: {{ provider: {model.Provider}, model: up-{model.Name}, base_url: \"{model.BaseUrl}\", zone: {model.Zone}, context: 100000, max_output: 4000, "
                + $"supports: [{model.Supports}], price: {{ input: {model.PriceUsd}, output: {model.PriceUsd}, cached_input: {model.PriceUsd} }}, api_key: test-key{(model.Extra.Length > 0 ? ", " + model.Extra : "")} }}\n");
        yaml.Append(settings.Contains("privacy:", StringComparison.Ordinal) ? "" : "privacy: { default: shareable }\n").Append(settings);
        await File.WriteAllTextAsync(file, yaml.ToString(), Token);
        var engine = await Tandem.Engine.Engine.OpenAsync(
            new EngineOptions { WorkingFolder = folder, ConfigFile = file, UserName = "ann", Environment = new Dictionary<string, string>(environment ?? new Dictionary<string, string>()) { ["TANDEM_HOME"] = Path.Combine(folder, "data") } }, Token);
        var server = await TandemServer.StartAsync(engine, (options ?? new ServerOptions()) with { Urls = [new Uri("http://127.0.0.1:0")] }, Token);
        return new RunningServer(folder, engine, server);
    }

    public static Task<RunningServer> StartAsync(FakeUpstream upstream, string settings = "", ServerOptions? options = null) =>
        StartAsync([ServedModel.OpenAI(upstream)], settings, options);

    public Task<HttpResponseMessage> PostAsync(string path, string body, params (string Name, string Value)[] headers) =>
        SendAsync(HttpMethod.Post, path, body, headers);

    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string? body = null, params (string Name, string Value)[] headers)
    {
        using var message = new HttpRequestMessage(method, path);
        if (body is not null)
            message.Content = new StringContent(body, Encoding.UTF8, "application/json");
        foreach (var (name, value) in headers)
            message.Headers.TryAddWithoutValidation(name, value);
        return await Client.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, Token);
    }

    /// <summary>Makes a key and answers its secret.</summary>
    public async Task<(KeyId Id, string Secret)> MakeKeyAsync(Func<VirtualKey, VirtualKey>? change = null)
    {
        var key = new VirtualKey { Id = KeyId.New(TimeProvider.System.GetUtcNow()), Name = "test", CreatedAt = TimeProvider.System.GetUtcNow() };
        key = change?.Invoke(key) ?? key;
        var secret = KeySecret.New();
        await Keys.AddAsync(key, KeySecret.Hash(secret), Token);
        return (key.Id, secret);
    }

    /// <summary>Requests that wait for a place at a model.</summary>
    public int Waiting() => Engine.Services.GetRequiredService<ModelPool>().Loads().Sum(load => load.Waiting);

    public IVirtualKeyStore Keys => Engine.Services.GetRequiredService<IVirtualKeyStore>();

    public static async Task<JsonElement> JsonAsync(HttpResponseMessage response)
    {
        var text = await response.Content.ReadAsStringAsync(Token);
        using var document = JsonDocument.Parse(text);
        return document.RootElement.Clone();
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await Server.DisposeAsync();
        await Engine.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
