namespace Tandem.Cli.Interactive.View;

/// <summary>What the status line counts.</summary>
/// <param name="Model">That answered last.</param>
/// <param name="ContextTokens">Of the last step, in and out: what the conversation takes up.</param>
internal sealed record SessionFigures(string? Model, long ContextTokens, decimal SessionUsd);
