namespace Tandem.Routing;

/// <summary>What a request needs and a model supports.</summary>
[Flags]
public enum Capabilities
{
    None = 0,
    Tools = 1,
    Json = 2,
    Fim = 4,
    Vision = 8,
    Reasoning = 16,
    Embeddings = 32,
}
