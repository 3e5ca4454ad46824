using Tandem.Providers;

namespace Tandem.Configuration;

/// <summary>One entry of <c>models</c>, usable or not.</summary>
public sealed record ConfiguredModel
{
    /// <summary>Where <see cref="Unusable"/> is set, parts of it may be missing: it must not be called.</summary>
    public required ModelOptions Options { get; init; }

    /// <summary>Why it cannot be called; null = it can. The rest of the configuration stays in force.</summary>
    public ConfigurationFinding? Unusable { get; init; }

    /// <summary><see cref="Unusable"/> in one line, without the key.</summary>
    public string? UnusableBecause => Unusable is null ? null : $"{Unusable.Problem}; {Unusable.Cure}";

    /// <summary>Keys below <c>models.NAME</c> that are set: what is not may be corrected by what the server reports.</summary>
    public required IReadOnlySet<string> Given { get; init; }

    public string Name => Options.Name;

    public bool IsUsable => Unusable is null;
}
