using Tandem.Egress;
using Tandem.Routing;

namespace Tandem.Pipeline.Privacy;

/// <summary>Section <c>privacy</c> of the configuration.</summary>
public sealed record PrivacyOptions
{
    /// <summary>Class of a text that nothing else decides.</summary>
    public DataClass Default { get; init; } = DataClass.Private;

    /// <summary>Globs of paths whose text never leaves, whatever was consented.</summary>
    public IReadOnlyList<string> PrivatePaths { get; init; } = DefaultPrivatePaths;

    /// <summary>What counts where the user's file has no <c>private_paths</c>.</summary>
    public static IReadOnlyList<string> DefaultPrivatePaths { get; } = ["**/.env*", "secrets/**"];

    public SecretHandling Secrets { get; init; } = SecretHandling.Redact;
}
