namespace Tandem.Llama;

/// <summary>What kept a model file from being used.</summary>
public enum ModelFileError
{
    /// <summary>The file does not start as a GGUF file does.</summary>
    NotGguf,

    /// <summary>The file ends before what its header promises.</summary>
    Truncated,

    /// <summary>The file contradicts itself or the GGUF specification.</summary>
    Corrupt,

    /// <summary>A sound file that needs something this engine does not run: an architecture, a quantisation, a tokenizer, a template.</summary>
    Unsupported,

    /// <summary>The machine has not enough free memory.</summary>
    TooLarge,
}
