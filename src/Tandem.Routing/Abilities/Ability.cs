namespace Tandem.Routing.Abilities;

/// <summary>What a model can, by skill, on the scale of item response theory: Mixtral-8x7B is 0 and GPT-4-1106 is 1 in every skill.</summary>
/// <param name="Skills">By domain of outcome files: <c>knowledge</c>, <c>math</c>, <c>coding</c>; skills that nothing is known of are missing.</param>
/// <param name="Overall">For any other skill.</param>
/// <param name="Deviation">Standard deviation of what is believed, in the same unit.</param>
/// <param name="Origin">Where it comes from, for the user.</param>
public sealed record Ability(IReadOnlyDictionary<string, float> Skills, float Overall, float Deviation, string Origin)
{
    /// <summary>
    /// The highest expected score, in (0, 1]: what a very small model was measured to reach on what it was made for. The curves of large
    /// models do not reach so far down, and would promise too much of it on plain requests.
    /// </summary>
    public double Ceiling { get; init; } = 1;
}
