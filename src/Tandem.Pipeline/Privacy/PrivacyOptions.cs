using Tandem.Egress;
using Tandem.Routing;
using Tandem.Routing.Rules;

namespace Tandem.Pipeline.Privacy;

/// <summary>Section <c>privacy</c> of the configuration.</summary>
public sealed record PrivacyOptions
{
    private readonly PathGlob[] _globs = Read(DefaultPrivatePaths);

    /// <summary>Class of a text that nothing else decides.</summary>
    public DataClass Default { get; init; } = DataClass.Private;

    /// <summary>Globs of paths whose text never leaves, whatever was consented.</summary>
    public IReadOnlyList<string> PrivatePaths
    {
        get;
        init => (field, _globs) = (value, Read(value));
    } = DefaultPrivatePaths;

    /// <summary>What counts where the user's file has no <c>private_paths</c>.</summary>
    public static IReadOnlyList<string> DefaultPrivatePaths { get; } = ["**/.env*", "secrets/**"];

    public SecretHandling Secrets { get; init; } = SecretHandling.Redact;

    /// <summary>The glob of <see cref="PrivatePaths"/> that makes a path private, or null: the one place where this is decided.</summary>
    /// <param name="path">Relative to the workspace, with forward slashes.</param>
    public string? PrivateRuleOf(string path) => Array.FindIndex(_globs, glob => glob.IsMatch(path)) is >= 0 and var place ? PrivatePaths[place] : null;

    /// <summary>A path is private by its name.</summary>
    public bool IsPrivate(string path) => PrivateRuleOf(path) is not null;

    private static PathGlob[] Read(IReadOnlyList<string> globs) => [.. globs.Select(glob => new PathGlob(glob))];
}
