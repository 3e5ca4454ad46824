namespace Tandem.Agent.Edits;

/// <summary>A model's reply and the folder that it may change.</summary>
public sealed record EditRequest
{
    /// <summary>The workspace: nothing outside it is read or written. Must exist.</summary>
    public required string Root { get; init; }

    /// <summary>What the model wrote, prose and fences included. At most 16 MiB.</summary>
    public required string Text { get; init; }

    public EditFormat Format { get; init; } = EditFormat.Auto;

    /// <summary>The file meant where the text itself names none, relative to <see cref="Root"/>.</summary>
    public string? TargetFile { get; init; }

    /// <summary>Works everything out and writes nothing.</summary>
    public bool DryRun { get; init; }
}
