namespace Tandem.Providers;

/// <summary>A wire format. Each has one folder here, which serves both directions: calling out and answering.</summary>
public enum Dialect
{
    /// <summary>No wire: an in-process caller that holds a <see cref="Chat.ChatRequest"/> and reads <see cref="Chat.ChatEvent"/>s.</summary>
    Native,

    /// <summary>OpenAI chat completions; also Azure, vLLM, llama-server, OpenRouter, LM Studio.</summary>
    OpenAI,

    /// <summary>OpenAI responses. A door only: upstreams are called by <see cref="OpenAI"/>.</summary>
    Responses,

    /// <summary>Anthropic messages.</summary>
    Anthropic,

    /// <summary>Ollama chat.</summary>
    Ollama,

    /// <summary>Google generateContent.</summary>
    Google,
}
