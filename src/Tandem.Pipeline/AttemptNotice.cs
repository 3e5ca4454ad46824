namespace Tandem.Pipeline;

/// <summary>An attempt that begins.</summary>
/// <param name="Number">From 1.</param>
/// <param name="Model">The model that is asked.</param>
/// <param name="Because">What became of the attempt before, for the user; null for the first.</param>
/// <param name="Before">The model that was asked before; null for the first.</param>
public sealed record AttemptNotice(int Number, string Model, string? Because, string? Before)
{
    /// <summary>Why another attempt is made, and by whom, for the user; null for the first.</summary>
    public string? Again => Because is null ? null : Model == Before ? $"{Because} Once more." : $"{Because} Now {Model}.";
}
