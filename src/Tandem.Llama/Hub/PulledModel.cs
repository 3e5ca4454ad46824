namespace Tandem.Llama.Hub;

/// <summary>A model file in its place, with what the hub stated and the file was checked against.</summary>
public sealed record PulledModel(string Path, long Bytes, string Sha256, bool WasPresent);
