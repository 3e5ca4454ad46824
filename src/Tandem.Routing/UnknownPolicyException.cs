namespace Tandem.Routing;

/// <summary>A request named a policy that does not exist.</summary>
public sealed class UnknownPolicyException(string name, IReadOnlyList<string> known)
    : Exception($"There is no policy '{name}'. Known policies: {string.Join(", ", known)}.")
{
    public string PolicyName { get; } = name;
}
