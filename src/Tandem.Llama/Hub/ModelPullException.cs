namespace Tandem.Llama.Hub;

/// <summary>A model was not pulled. The message says why and what to do; what was downloaded stays for the next try unless it was wrong.</summary>
public sealed class ModelPullException(ModelPullError error, string message, Exception? inner = null) : Exception(message, inner)
{
    public ModelPullError Error { get; } = error;
}
