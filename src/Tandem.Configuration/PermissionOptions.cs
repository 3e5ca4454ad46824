namespace Tandem.Configuration;

/// <summary>Key <c>agent.permissions</c>: rules such as <c>run dotnet test *</c>, as the agent reads them.</summary>
public sealed record PermissionOptions
{
    public IReadOnlyList<string> Allow { get; init; } = [];

    public IReadOnlyList<string> Deny { get; init; } = [];
}
