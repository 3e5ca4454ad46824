using Tandem.Llama.Gguf;
using Tandem.Llama.Tests.Models;

namespace Tandem.Llama.Tests.Gguf;

/// <summary>Files that are cut, changed or made to harm: a typed error, or a model that runs; never a crash or a hang.</summary>
public sealed class HostileFileTests
{
    // TANDEM_FUZZ=10000 makes the long run; the default is what fits into the suite.
    private static readonly int Mutations =
        int.TryParse(Environment.GetEnvironmentVariable("TANDEM_FUZZ"), out var count) ? count : 300;

    private static readonly RandomModel Small = new()
    {
        Width = 32, Heads = 2, KeyValueHeads = 1, FeedForward = 32, Layers = 1, Context = 64,
        Extra = [("llama.rope.scaling.type", "linear"), ("llama.rope.scaling.factor", 2f), ("tokenizer.chat_template", "<|im_start|>")],
    };

    [Fact]
    public async Task Changed_bytes_give_an_error_or_a_model_that_runs()
    {
        var original = Small.ToBytes();
        var headerBytes = HeaderBytes(original);
        var random = new Random(2_024);
        using var folder = new TemporaryFolder();
        var path = folder.File("mutated.gguf");
        var loaded = 0;
        for (var i = 0; i < Mutations; i++)
        {
            await File.WriteAllBytesAsync(path, Mutate(original, headerBytes, random), TestContext.Current.CancellationToken);
            try
            {
                using var model = LlamaModel.Load(path, new LlamaOptions { Threads = 1, MemoryLimitBytes = 256 << 20, ContextTokens = 16 });
                using var session = model.CreateSession();
                loaded++;
                await session.ComputeLogitsAsync(model.Tokenizer.Encode("The cat") is { Count: > 0 and < 16 } tokens ? tokens : [0], TestContext.Current.CancellationToken);
            }
            catch (ModelFileException)
            {
            }
        }

        Assert.InRange(loaded, 1, Mutations - 1);
    }

    [Fact]
    public void Every_shorter_file_is_refused()
    {
        var original = Small.ToBytes();
        using var folder = new TemporaryFolder();
        var path = folder.File("short.gguf");
        for (var length = 0; length < original.Length; length += 1 + original.Length / 300)
        {
            File.WriteAllBytes(path, original[..length]);
            Assert.Throws<ModelFileException>(() => LlamaModel.Load(path));
        }
    }

    [Theory]
    [InlineData("not a model at all, only text", ModelFileError.NotGguf)]
    [InlineData("GGUF", ModelFileError.NotGguf)]
    public void Other_files_are_named_as_such(string content, ModelFileError error)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("x"), content);
        Assert.Equal(error, Assert.Throws<ModelFileException>(() => GgufFile.Open(folder.File("x"))).Error);
    }

    [Fact]
    public void An_unknown_architecture_is_named_with_a_way_out()
    {
        var error = LoadFails(Small with { Architecture = "mamba" });
        Assert.Equal(ModelFileError.Unsupported, error.Error);
        Assert.Contains("mamba", error.Message, StringComparison.Ordinal);
        Assert.Contains("Ollama", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_unknown_tokenizer_is_named() =>
        Assert.Contains("gpt-9", LoadFails(Small with { Vocabulary = TestVocabulary.Bytes("gpt-9") }).Message, StringComparison.Ordinal);

    [Fact]
    public void A_model_beyond_the_memory_is_refused_with_both_sizes()
    {
        using var folder = new TemporaryFolder();
        var error = Assert.Throws<ModelFileException>(() => LlamaModel.Load(folder.Save(Small), new LlamaOptions { MemoryLimitBytes = 1 << 20 }));
        Assert.Equal(ModelFileError.TooLarge, error.Error);
        Assert.Contains("GiB", error.Message, StringComparison.Ordinal);
    }

    private static ModelFileException LoadFails(RandomModel recipe)
    {
        using var folder = new TemporaryFolder();
        return Assert.Throws<ModelFileException>(() => LlamaModel.Load(folder.Save(recipe)));
    }

    private static int HeaderBytes(byte[] file) => file.AsSpan().LastIndexOf("ffn_down.weight"u8) + 64;

    /// <summary>One to four changes, mostly in the header: a byte, a whole number made extreme, a stretch removed or doubled.</summary>
    private static byte[] Mutate(byte[] original, int headerBytes, Random random)
    {
        var bytes = original.ToList();
        for (var change = random.Next(1, 5); change > 0; change--)
        {
            var at = random.Next(random.Next(10) == 0 ? bytes.Count : Math.Min(headerBytes, bytes.Count));
            switch (random.Next(6))
            {
                case 0:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 1:
                    bytes[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 2:
                    for (var i = at; i < Math.Min(at + 8, bytes.Count); i++)
                        bytes[i] = 0xFF;
                    break;
                case 3:
                    for (var i = at; i < Math.Min(at + 4, bytes.Count); i++)
                        bytes[i] = 0;
                    break;
                case 4:
                    bytes.RemoveRange(at, Math.Min(random.Next(1, 40), bytes.Count - at));
                    break;
                default:
                    bytes.InsertRange(at, bytes.GetRange(at, Math.Min(random.Next(1, 40), bytes.Count - at)));
                    break;
            }
        }

        return [.. bytes];
    }
}
