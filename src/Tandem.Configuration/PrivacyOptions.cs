using Tandem.Egress;
using Tandem.Routing;

namespace Tandem.Configuration;

/// <summary>Section <c>privacy</c>.</summary>
public sealed record PrivacyOptions
{
    /// <summary>Class of a text that nothing else classifies.</summary>
    public DataClass Default { get; init; } = DataClass.Private;

    /// <summary>Globs of paths whose content is always private, the project's first.</summary>
    public IReadOnlyList<string> PrivatePaths { get; init; } = DefaultPrivatePaths;

    public SecretHandling Secrets { get; init; } = SecretHandling.Redact;

    /// <summary>What counts where the user's file has no <c>private_paths</c>.</summary>
    public static IReadOnlyList<string> DefaultPrivatePaths { get; } = ["**/.env*", "secrets/**"];
}
