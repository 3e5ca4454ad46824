using Tandem.Configuration.Setup;
using Tandem.Providers;
using Tandem.Routing;

namespace Tandem.Configuration.Tests;

public sealed class SetupTests : IDisposable
{
    private static readonly IReadOnlyDictionary<string, string> AllKeys = Files.Variables(("OPENAI_API_KEY", "a"), ("ANTHROPIC_API_KEY", "b"), ("GEMINI_API_KEY", "c"));

    private readonly Files _files = new();

    public static TheoryData<string, DetectedModels> Machines => new()
    {
        { "bare", new() },
        { "ollama", new() { Ollama = [new("llama3.3:70b"), new("llama3.2:latest"), new("nomic-embed-text:latest"), new("gpt-oss:120b-cloud", IsRemote: true), new("hf.co/x/y:Q4_K_M")] } },
        { "keys", new() { KeyVariables = ["OPENAI_API_KEY", "ANTHROPIC_API_KEY", "GEMINI_API_KEY"] } },
        { "server", new() { LlamaServerUrl = new("http://127.0.0.1:8080/v1"), LlamaServerModel = "C:\\models\\a \"b\".gguf" } },
        { "gguf", new() { GgufFiles = ["/models/tiny llama.gguf", "/models/tiny-llama.gguf", "/models/.gguf"] } },
        { "both", new() { Ollama = [new("llama3.1:8b")], KeyVariables = ["OPENAI_API_KEY"] } },
    };

    public void Dispose() => _files.Dispose();

    [Theory]
    [MemberData(nameof(Machines))]
    public void What_init_writes_loads_and_is_the_first_runs_configuration(string machine, DetectedModels detected)
    {
        var written = _files.LoadUser(InitFile.Render(detected), [.. AllKeys.Select(pair => (pair.Key, pair.Value))]);
        var inMemory = ImplicitConfiguration.From(detected, AllKeys);

        Assert.NotEmpty(written.Models);
        Assert.All(written.AllModels, model => Assert.True(model.IsUsable, machine));
        Assert.Equal(written.Models.Select(Facts), inMemory.Models.Select(Facts));
        Assert.Equal(written.Privacy.Default, inMemory.Privacy.Default);
    }

    [Fact]
    public void Only_external_models_make_the_default_shareable_and_the_file_says_what_that_means()
    {
        var text = InitFile.Render(new DetectedModels { KeyVariables = ["ANTHROPIC_API_KEY"] });

        Assert.Contains("  default: shareable\n", text, StringComparison.Ordinal);
        Assert.Contains("leaves this machine", text, StringComparison.Ordinal);
        Assert.Contains("  default: private\n", InitFile.Render(new DetectedModels { Ollama = [new("llama3.1")], KeyVariables = ["OPENAI_API_KEY"] }), StringComparison.Ordinal);
        Assert.Contains("  default: shareable\n", InitFile.Render(new DetectedModels { Ollama = [new("llama3.1")] }, DataClass.Shareable), StringComparison.Ordinal);
    }

    [Fact]
    public void The_starter_appears_only_where_nothing_else_is()
    {
        Assert.Equal(("starter", ProviderKind.Embedded), Only(new DetectedModels()));
        Assert.Equal(("gpt-4", ProviderKind.OpenAI), Only(new DetectedModels { KeyVariables = ["OPENAI_API_KEY"] }));

        (string, ProviderKind) Only(DetectedModels detected)
        {
            var model = Assert.Single(ImplicitConfiguration.From(detected, AllKeys).Models);
            return (model.Name, model.Provider);
        }
    }

    [Fact]
    public void A_model_that_Ollama_runs_elsewhere_is_external() =>
        Assert.Equal(Zone.External, Assert.Single(ImplicitConfiguration.From(new DetectedModels { Ollama = [new("big:cloud", IsRemote: true)] }, AllKeys).Models).Zone);

    [Fact]
    public void Only_variables_that_are_set_are_keys() =>
        Assert.Equal(["GEMINI_API_KEY"], DetectedModels.KeysIn(Files.Variables(("OPENAI_API_KEY", ""), ("GEMINI_API_KEY", "k"))));

    [Fact]
    public async Task The_file_is_the_owners_alone_and_is_not_overwritten_by_accident()
    {
        var cancellation = TestContext.Current.CancellationToken;
        await InitFile.WriteAsync(_files.UserFile, "one", overwrite: false, cancellation);

        await Assert.ThrowsAsync<IOException>(() => InitFile.WriteAsync(_files.UserFile, "two", overwrite: false, cancellation));
        Assert.Equal("one", await File.ReadAllTextAsync(_files.UserFile, cancellation));
        await InitFile.WriteAsync(_files.UserFile, "three", overwrite: true, cancellation);

        Assert.Equal("three", await File.ReadAllTextAsync(_files.UserFile, cancellation));
        Assert.Equal([_files.UserFile], Directory.GetFileSystemEntries(Path.GetDirectoryName(_files.UserFile)!));
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_files.UserFile));
    }

    [Fact]
    public async Task A_linked_file_stays_a_link()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Links need a privilege there.");
        var target = Files.Write(Path.Combine(_files.Home, "dotfiles", "tandem.yaml"), "old");
        Directory.CreateDirectory(Path.GetDirectoryName(_files.UserFile)!);
        File.CreateSymbolicLink(_files.UserFile, target);

        await InitFile.WriteAsync(_files.UserFile, "new", overwrite: true, TestContext.Current.CancellationToken);

        Assert.NotNull(new FileInfo(_files.UserFile).LinkTarget);
        Assert.Equal("new", await File.ReadAllTextAsync(target, TestContext.Current.CancellationToken));
    }

    private static (string, ProviderKind, string, Uri?, Zone) Facts(ModelOptions model) => (model.Name, model.Provider, model.UpstreamName, model.BaseUrl, model.Zone);
}
