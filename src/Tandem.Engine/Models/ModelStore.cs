using Tandem.Egress;
using Tandem.Llama.Hub;
using Tandem.Routing;

namespace Tandem.Engine.Models;

/// <summary>Model files in the data folder: pulls them from a hub through the egress gate, lists and removes them.</summary>
public sealed class ModelStore(EngineOptions options, IEgressGate gate)
{
    private readonly string _folder = Path.Combine(Engine.Sources(options).DataFolder, "models");

    /// <summary>Full paths of the files that are here.</summary>
    public IReadOnlyList<string> Files =>
        Directory.Exists(_folder) ? [.. Directory.EnumerateFiles(_folder, "*.gguf").Order(StringComparer.Ordinal)] : [];

    /// <summary>Pulls a model by its name in the catalogue or its address.</summary>
    /// <param name="name"><c>llama3.2:1b</c>, <c>owner/repository[:quantisation]</c>, or the address of a GGUF file.</param>
    /// <exception cref="ModelPullException">It could not be pulled; the message says what to do.</exception>
    public Task<PulledModel> PullAsync(string name, IProgress<PullProgress> progress, CancellationToken cancellationToken)
    {
        var hub = options.Environment.GetValueOrDefault("HF_ENDPOINT") is { Length: > 0 } address ? new Uri(address.TrimEnd('/') + "/") : null;
        var puller = new ModelPuller((message, token) => SendAsync(message, hub, token), _folder, options.Time, hub, options.Environment.GetValueOrDefault("HF_TOKEN"));
        return puller.PullAsync(ModelAddress.Parse(name), progress, cancellationToken);
    }

    /// <summary>Removes a file; false where there is none of that name.</summary>
    public bool Remove(string fileName)
    {
        var file = Files.FirstOrDefault(file => Path.GetFileName(file) == fileName || Path.GetFileNameWithoutExtension(file) == fileName);
        if (file is null)
            return false;
        File.Delete(file);
        File.Delete(file + ".sha256");
        return true;
    }

    /// <summary>A download carries no user text, so that it may go out whatever the workspace's class.</summary>
    private Task<HttpResponseMessage> SendAsync(HttpRequestMessage message, Uri? hub, CancellationToken cancellationToken) => gate.SendAsync(
        message,
        new EgressPass
        {
            Destination = "model hub",
            Zone = Zone.External,
            DataClass = DataClass.Shareable,
            ClassRule = "model download",
            AllowPrivateAddress = hub is not null, // The user's own mirror.
        },
        cancellationToken);
}
