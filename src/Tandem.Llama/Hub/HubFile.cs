namespace Tandem.Llama.Hub;

/// <summary>What the hub states of a file.</summary>
/// <param name="Name">Path in the repository.</param>
/// <param name="Location">Where its bytes are now; such addresses expire.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="Sha256">Its digest, in lower-case hexadecimal.</param>
internal sealed record HubFile(string Name, Uri Location, long Bytes, string Sha256);
