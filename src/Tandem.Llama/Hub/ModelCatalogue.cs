namespace Tandem.Llama.Hub;

/// <summary>Good open models that this engine runs, smallest first.</summary>
public static class ModelCatalogue
{
    public static IReadOnlyList<CatalogueEntry> Entries { get; } =
    [
        new("smollm2:360m", "HuggingFaceTB/SmolLM2-360M-Instruct-GGUF", "smollm2-360m-instruct-q8_0.gguf", 0.36, 1, "Apache-2.0", "quick short answers on any machine"),
        new("qwen3:0.6b", "Qwen/Qwen3-0.6B-GGUF", "Qwen3-0.6B-Q8_0.gguf", 0.6, 2, "Apache-2.0", "small, reasons a little, many languages"),
        new("llama3.2:1b", "bartowski/Llama-3.2-1B-Instruct-GGUF", "Llama-3.2-1B-Instruct-Q4_K_M.gguf", 1.2, 2, "Llama 3.2 Community", "short general answers"),
        new("qwen2.5-coder:1.5b", "Qwen/Qwen2.5-Coder-1.5B-Instruct-GGUF", "qwen2.5-coder-1.5b-instruct-q4_k_m.gguf", 1.5, 2, "Apache-2.0", "code completion, fills in the middle"),
        new("smollm2:1.7b", "HuggingFaceTB/SmolLM2-1.7B-Instruct-GGUF", "smollm2-1.7b-instruct-q4_k_m.gguf", 1.7, 3, "Apache-2.0", "general answers in English"),
        new("qwen3:1.7b", "Qwen/Qwen3-1.7B-GGUF", "Qwen3-1.7B-Q8_0.gguf", 1.7, 3, "Apache-2.0", "reasons, many languages"),
        new("llama3.2:3b", "bartowski/Llama-3.2-3B-Instruct-GGUF", "Llama-3.2-3B-Instruct-Q4_K_M.gguf", 3.2, 4, "Llama 3.2 Community", "general answers, tools"),
        new("qwen3:4b", "Qwen/Qwen3-4B-GGUF", "Qwen3-4B-Q4_K_M.gguf", 4, 5, "Apache-2.0", "reasons, tools, many languages"),
        new("mistral:7b", "bartowski/Mistral-7B-Instruct-v0.3-GGUF", "Mistral-7B-Instruct-v0.3-Q4_K_M.gguf", 7.2, 6, "Apache-2.0", "general answers"),
        new("qwen2.5-coder:7b", "Qwen/Qwen2.5-Coder-7B-Instruct-GGUF", "qwen2.5-coder-7b-instruct-q4_k_m.gguf", 7.6, 7, "Apache-2.0", "code: writes, edits, fills in the middle"),
        new("llama3.1:8b", "bartowski/Meta-Llama-3.1-8B-Instruct-GGUF", "Meta-Llama-3.1-8B-Instruct-Q4_K_M.gguf", 8, 7, "Llama 3.1 Community", "general answers, tools"),
        new("qwen3:8b", "Qwen/Qwen3-8B-GGUF", "Qwen3-8B-Q4_K_M.gguf", 8.2, 7, "Apache-2.0", "reasons, tools, many languages"),
    ];

    /// <summary>The entry of that name, or null.</summary>
    public static CatalogueEntry? Find(string name) =>
        Entries.FirstOrDefault(entry => string.Equals(entry.Name, name, StringComparison.OrdinalIgnoreCase));
}
