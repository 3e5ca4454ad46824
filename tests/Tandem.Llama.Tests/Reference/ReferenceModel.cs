using System.Runtime.InteropServices;
using System.Text;

namespace Tandem.Llama.Tests.Reference;

/// <summary>A model file opened by llama.cpp.</summary>
internal sealed unsafe class ReferenceModel : IDisposable
{
    private readonly ReferenceLibrary _library;
    private readonly nint _model;
    private readonly nint _context;

    public ReferenceModel(ReferenceLibrary library, string path, bool vocabularyOnly = false, int context = 512, int threads = 1, bool repack = true, bool map = true)
    {
        _library = library;
        var parameters = ((delegate* unmanaged<ModelParams>)library.Export("llama_model_default_params"))();
        parameters.VocabularyOnly = (byte)(vocabularyOnly ? 1 : 0);
        parameters.UseExtraBufferTypes = (byte)(repack ? 1 : 0);
        var name = Marshal.StringToCoTaskMemUTF8(path);
        _model = ((delegate* unmanaged<nint, ModelParams, nint>)library.Export("llama_model_load_from_file"))(name, parameters);
        Marshal.FreeCoTaskMem(name);
        if (_model == 0)
            throw new InvalidDataException($"The reference refuses {path}.");
        if (vocabularyOnly)
            return;
        var contextParameters = ((delegate* unmanaged<ContextParams>)library.Export("llama_context_default_params"))();
        contextParameters.Context = (uint)context;
        contextParameters.Batch = (uint)context;
        contextParameters.Threads = contextParameters.BatchThreads = threads;
        _context = ((delegate* unmanaged<nint, ContextParams, nint>)library.Export("llama_init_from_model"))(_model, contextParameters);
        if (_context == 0)
            throw new InvalidDataException($"The reference cannot run {path}.");
    }

    private nint Vocabulary => ((delegate* unmanaged<nint, nint>)_library.Export("llama_model_get_vocab"))(_model);

    /// <summary>Computes tokens after those computed before.</summary>
    public void Decode(params ReadOnlySpan<int> tokens)
    {
        fixed (int* start = tokens)
        {
            var batch = ((delegate* unmanaged<int*, int, Batch>)_library.Export("llama_batch_get_one"))(start, tokens.Length);
            if (((delegate* unmanaged<nint, Batch, int>)_library.Export("llama_decode"))(_context, batch) != 0)
                throw new InvalidOperationException("The reference failed to decode.");
        }
    }

    /// <summary>Logits of the last token decoded.</summary>
    public float[] Logits()
    {
        var count = ((delegate* unmanaged<nint, int>)_library.Export("llama_vocab_n_tokens"))(Vocabulary);
        var logits = ((delegate* unmanaged<nint, int, float*>)_library.Export("llama_get_logits_ith"))(_context, -1);
        return new ReadOnlySpan<float>(logits, count).ToArray();
    }

    public int[] Tokenize(string text, bool addSpecial, bool parseSpecial)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var tokens = new int[bytes.Length + 16];
        fixed (byte* start = bytes)
        fixed (int* target = tokens)
        {
            var count = ((delegate* unmanaged<nint, byte*, int, int*, int, byte, byte, int>)_library.Export("llama_tokenize"))(
                Vocabulary, start, bytes.Length, target, tokens.Length, (byte)(addSpecial ? 1 : 0), (byte)(parseSpecial ? 1 : 0));
            return tokens[..count];
        }
    }

    public void Forget()
    {
        var memory = ((delegate* unmanaged<nint, nint>)_library.Export("llama_get_memory"))(_context);
        ((delegate* unmanaged<nint, byte, void>)_library.Export("llama_memory_clear"))(memory, 1);
    }

    public void Dispose()
    {
        if (_context != 0)
            ((delegate* unmanaged<nint, void>)_library.Export("llama_free"))(_context);
        ((delegate* unmanaged<nint, void>)_library.Export("llama_model_free"))(_model);
    }
}
