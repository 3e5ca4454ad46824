using System.Runtime.InteropServices;

namespace Tandem.Llama.Tests.Reference;

/// <summary>llama.cpp's C interface, as far as the reference tests and the benchmark use it.</summary>
internal sealed unsafe class ReferenceLibrary
{
    private static readonly Lazy<ReferenceLibrary?> Loaded = new(Load);
    private readonly nint _llama;

    private ReferenceLibrary(nint llama) => _llama = llama;

    /// <summary>Null where the libraries are not installed.</summary>
    public static ReferenceLibrary? Instance => Loaded.Value;

    public const string HowToInstall = "llama.cpp's libraries are not here: run tests/Tandem.Llama.Tests/reference/install (linux-x64).";

    public nint Export(string name) => NativeLibrary.GetExport(_llama, name);

    private static ReferenceLibrary? Load()
    {
        var folder = Find();
        if (folder is null || !OperatingSystem.IsLinux())
            return null;
        NativeLibrary.Load(Path.Combine(folder, "libggml-base.so"));
        var ggml = NativeLibrary.Load(Path.Combine(folder, "libggml.v0.5.0.so"));
        var llama = NativeLibrary.Load(Path.Combine(folder, "libllama.v0.5.0.so"));
        ((delegate* unmanaged<delegate* unmanaged<int, nint, nint, void>, nint, void>)NativeLibrary.GetExport(llama, "llama_log_set"))(&Ignore, 0);
        var path = Marshal.StringToCoTaskMemUTF8(folder);
        ((delegate* unmanaged<nint, void>)NativeLibrary.GetExport(ggml, "ggml_backend_load_all_from_path"))(path);
        Marshal.FreeCoTaskMem(path);
        var library = new ReferenceLibrary(llama);
        ((delegate* unmanaged<void>)library.Export("llama_backend_init"))();
        var defaults = ((delegate* unmanaged<ContextParams>)library.Export("llama_context_default_params"))();
        if (defaults is not { Context: 512, Batch: 2048, KeyType: 1, ValueType: 1 })
            throw new InvalidOperationException("The reference's structures have another layout: another release of llama.cpp is installed.");
        return library;
    }

    /// <summary>Looks upward from the test's folder for the place where the install script puts the libraries.</summary>
    private static string? Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var candidate = Path.Combine(
                folder.FullName, "tests/Tandem.Llama.Tests/reference/node_modules/@node-llama-cpp/linux-x64/bins/linux-x64");
            if (File.Exists(Path.Combine(candidate, "libllama.v0.5.0.so")))
                return candidate;
        }

        return null;
    }

    [UnmanagedCallersOnly]
    private static void Ignore(int level, nint text, nint userData)
    {
    }
}
