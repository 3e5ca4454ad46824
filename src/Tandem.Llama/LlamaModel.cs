using Tandem.Llama.Gguf;
using Tandem.Llama.Inference;
using Tandem.Llama.Kernels;
using Tandem.Llama.Tokenization;

namespace Tandem.Llama;

/// <summary>A Llama-family model, loaded from a GGUF file and run on the processor.</summary>
/// <remarks>Safe for concurrent use: sessions take turns on the same threads, one token or one prompt batch at a time.</remarks>
public sealed class LlamaModel : IDisposable
{
    private const long RuntimeBytes = 64 << 20; // Vocabulary, merges, the runtime's own growth.

    private readonly GgufFile _file;
    private readonly ModelShape _shape;
    private readonly ComputePool _pool;
    private readonly Transformer _transformer;
    private readonly SemaphoreSlim _turn = new(1, 1);

    private LlamaModel(GgufFile file, ModelShape shape, LlamaOptions options)
    {
        (_file, _shape) = (file, shape);
        Tokenizer = new LlamaTokenizer(file.Metadata);
        Calibration = AnswerCalibration.Of(file.Metadata);
        ContextTokens = options.ContextTokens ?? Math.Min(shape.TrainedContext, LlamaOptions.DefaultMaxContext);
        var threads = options.Threads ?? Math.Min(Environment.ProcessorCount, LlamaOptions.DefaultMaxThreads);
        var batch = Math.Clamp(options.BatchTokens, 1, ContextTokens);
        CheckMemory(options, batch);
        if (options.Weights == WeightPlacement.Resident ||
            (options.Weights == WeightPlacement.Automatic && file.Length >= LlamaOptions.ResidentFromBytes))
        {
            file.MakeResident(threads);
        }

        var weights = new ModelWeights(file, shape);
        if (Tokenizer.VocabularySize > weights.Vocabulary)
            throw ModelFileException.Corrupt($"{Tokenizer.VocabularySize} tokens have only {weights.Vocabulary} embeddings.");
        VocabularySize = weights.Vocabulary;
        _pool = new ComputePool(threads);
        _transformer = new Transformer(shape, weights, _pool, options.VectorPath ?? VectorPaths.Best, batch);
    }

    /// <summary>The name that the file gives the model, or its architecture.</summary>
    public string Name => _file.Metadata.Text("general.name") ?? _shape.Architecture;

    public string Architecture => _shape.Architecture;

    /// <summary>Tokens that a session can hold.</summary>
    public int ContextTokens { get; }

    /// <summary>Tokens that the model was trained for.</summary>
    public int TrainedContextTokens => _shape.TrainedContext;

    public int VocabularySize { get; }

    public long FileBytes => _file.Length;

    /// <summary>Bytes of keys and values that a full context takes, on top of the file.</summary>
    public long ContextBytes => _shape.CacheBytesPerToken * ContextTokens;

    public GgufMetadata Metadata => _file.Metadata;

    public LlamaTokenizer Tokenizer { get; }

    /// <summary>Null where the file carries none, which is usual.</summary>
    internal AnswerCalibration? Calibration { get; }

    /// <summary>Maps a model file, checks it, and makes it ready to run. <see cref="LlamaOptions.Weights"/> says when the weights are read.</summary>
    /// <exception cref="ModelFileException">The file is damaged, needs what this engine lacks, or does not fit into memory.</exception>
    /// <exception cref="IOException">The file cannot be opened.</exception>
    public static LlamaModel Load(string path, LlamaOptions? options = null)
    {
        options ??= new LlamaOptions();
        ArgumentOutOfRangeException.ThrowIfLessThan(options.ContextTokens ?? 2, 2, nameof(options));
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Threads ?? 1, 1, nameof(options));
        if (options.VectorPath is { } wanted && !wanted.IsSupported())
            throw new PlatformNotSupportedException($"This processor has no {wanted}; its widest path is {VectorPaths.Best}.");
        var file = GgufFile.Open(path);
        try
        {
            var shape = ModelShape.Read(file.Metadata);
            return new LlamaModel(file, shape, options);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>A conversation with its own context memory. Dispose it before the model.</summary>
    public LlamaSession CreateSession() => new(this, new KeyValueCache(_shape, ContextTokens));

    /// <summary>Computes tokens at consecutive positions, batch by batch, and fills <paramref name="logits"/> for the last of them.</summary>
    internal async Task ComputeAsync(
        ReadOnlyMemory<int> tokens, int start, KeyValueCache cache, Memory<float> logits, Action<int> advanced, CancellationToken cancellationToken)
    {
        while (!tokens.IsEmpty)
        {
            var batch = tokens[..Math.Min(tokens.Length, _transformer.BatchTokens)];
            tokens = tokens[batch.Length..];
            await _turn.WaitAsync(cancellationToken);
            try
            {
                await Task.Run(
                    () => _transformer.Run(batch.Span, start, cache, tokens.IsEmpty ? logits.Span : [], cancellationToken), cancellationToken);
            }
            finally
            {
                _turn.Release();
            }

            start += batch.Length;
            advanced(batch.Length);
        }
    }

    private void CheckMemory(LlamaOptions options, int batch)
    {
        var needed = FileBytes + ContextBytes + Transformer.ScratchBytes(_shape, batch) + RuntimeBytes;
        var free = options.MemoryLimitBytes ?? MachineMemory.FreeBytes();
        if (needed > free)
        {
            throw new ModelFileException(
                ModelFileError.TooLarge,
                $"'{Name}' needs {Gibibytes(needed)} GiB of memory with a context of {ContextTokens} tokens; {Gibibytes(free)} GiB are free. " +
                "Take a smaller model, a smaller quantisation or a shorter context.");
        }
    }

    private static string Gibibytes(long bytes) =>
        (bytes / (double)(1 << 30)).ToString("0.0", System.Globalization.CultureInfo.InvariantCulture);

    public void Dispose()
    {
        _pool.Dispose();
        _transformer.Dispose();
        _turn.Dispose();
        _file.Dispose();
    }
}
