namespace Tandem.Llama.Hub;

/// <summary>What kept a model from being pulled.</summary>
public enum ModelPullError
{
    /// <summary>Neither a name of the catalogue nor an address.</summary>
    UnknownName,

    /// <summary>The hub cannot be reached.</summary>
    Offline,

    /// <summary>The hub has no such repository or file.</summary>
    NotFound,

    /// <summary>The hub wants a token, or its licence accepted.</summary>
    Unauthorized,

    /// <summary>The hub states no SHA-256, so that what arrives could not be checked.</summary>
    NoDigest,

    NoSpace,

    /// <summary>What arrived is not what the hub stated. It was deleted.</summary>
    DigestMismatch,

    /// <summary>The hub failed, or broke off more often than is worth trying.</summary>
    Failed,
}
