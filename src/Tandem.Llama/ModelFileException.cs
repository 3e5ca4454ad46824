namespace Tandem.Llama;

/// <summary>A model file cannot be loaded. The message names the file's fault and the cure.</summary>
public sealed class ModelFileException : Exception
{
    public ModelFileException(ModelFileError error, string message, Exception? inner = null)
        : base(message, inner) => Error = error;

    public ModelFileError Error { get; }

    internal static ModelFileException Corrupt(string message) =>
        new(ModelFileError.Corrupt, message + " The file is damaged: download it again.");

    internal static ModelFileException Unsupported(string message) => new(ModelFileError.Unsupported, message);
}
