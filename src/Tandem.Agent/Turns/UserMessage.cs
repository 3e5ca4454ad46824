using Tandem.Providers.Chat;

namespace Tandem.Agent.Turns;

/// <summary>What a person says, with what it brings along.</summary>
public sealed record UserMessage(string Text)
{
    /// <summary>Further parts in front of the text: mentioned files, images, a command's output.</summary>
    public IReadOnlyList<ChatPart> Material { get; init; } = [];

    /// <summary>Paths whose text is in <see cref="Material"/>, relative to the workspace.</summary>
    public IReadOnlyList<string> Paths { get; init; } = [];

    /// <summary>The material was written by others.</summary>
    public bool IsUntrusted { get; init; }
}
