namespace Tandem.Cli.Interactive;

/// <summary>How an interactive session starts.</summary>
internal sealed record InteractiveOptions
{
    /// <summary>No cursor movement, no spinner, words instead of marks.</summary>
    public bool IsPlain { get; init; }

    /// <summary><c>dark</c>, <c>light</c> or <c>none</c>; null = dark, or none with NO_COLOR.</summary>
    public string? Theme { get; init; }

    /// <summary>A session to go on with: its id, the beginning of it, or <c>last</c>.</summary>
    public string? Resume { get; init; }

    /// <summary>Begins as another way from the resumed session.</summary>
    public bool Forks { get; init; }

    public string? Model { get; init; }

    public string? Policy { get; init; }

    public string? Assistant { get; init; }
}
