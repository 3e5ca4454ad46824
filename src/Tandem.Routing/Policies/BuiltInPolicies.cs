namespace Tandem.Routing.Policies;

/// <summary>The policies that exist without configuration. An entry of <c>routing.policies</c> with the same name replaces one.</summary>
public static class BuiltInPolicies
{
    public const string Default = "balanced";

    public static IReadOnlyList<PolicyOptions> All { get; } =
    [
        new() { Name = "cheap", Threshold = 0.2, UsdPerSuccess = 0.05m, MaxQualityLoss = 0.1 },
        new() { Name = Default },
        new() { Name = "careful", DecideOn = DecideOn.LowerBound, Exploration = 0 },
        new() { Name = "best", Threshold = 0, UsdPerSuccess = null, MaxQualityLoss = 0, Exploration = 0 },
        new() { Name = "local", Zone = Routing.Zone.Local, Threshold = 0, UsdPerSuccess = null, Exploration = 0 },
    ];
}
