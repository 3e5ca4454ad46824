using Tandem.Egress;
using Tandem.Routing;

namespace Tandem.Pipeline.Privacy;

/// <summary>Section <c>privacy</c> of the configuration.</summary>
public sealed record PrivacyOptions
{
    /// <summary>Class of a text that nothing else decides.</summary>
    public DataClass Default { get; init; } = DataClass.Private;

    /// <summary>Globs of paths whose text never leaves, whatever was consented.</summary>
    public IReadOnlyList<string> PrivatePaths { get; init; } = ["**/.env*", "**/*.pem", "**/id_rsa*", "**/secrets/**"];

    public SecretHandling Secrets { get; init; } = SecretHandling.Redact;
}
