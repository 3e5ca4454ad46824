using Tandem.Agent.Sessions;

namespace Tandem.Cli.Sessions;

/// <summary>One row of <c>sessions --json</c>.</summary>
internal sealed record SessionLine(
    string Id, string Title, string Workspace, string? Assistant, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt, int Entries, string? ForkedFrom, int? Inherited)
{
    public static SessionLine Of(SessionHeader header) => new(
        header.Id.Value, header.Title, header.Workspace, header.Assistant, header.CreatedAt, header.UpdatedAt, header.Entries, header.ForkedFrom?.Value,
        header.ForkedFrom is null ? null : header.Inherited);
}
