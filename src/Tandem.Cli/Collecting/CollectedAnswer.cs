namespace Tandem.Cli.Collecting;

/// <summary>One model's whole answer to one prompt.</summary>
internal sealed record CollectedAnswer(string Model, string Text, decimal CostUsd);
