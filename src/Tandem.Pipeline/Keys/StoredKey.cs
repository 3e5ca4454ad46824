namespace Tandem.Pipeline.Keys;

/// <summary>A virtual key and the hash that recognises it.</summary>
/// <param name="SecretHash">By <see cref="KeySecret.Hash"/>.</param>
public sealed record StoredKey(VirtualKey Key, string SecretHash);
