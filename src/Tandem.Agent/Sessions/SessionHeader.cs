using Tandem.Pipeline.Ids;

namespace Tandem.Agent.Sessions;

/// <summary>What a list of sessions shows.</summary>
/// <param name="Title">First words of the first message.</param>
/// <param name="ForkedFrom">The session that this one continues on another way, and how many of its entries it inherits.</param>
public sealed record SessionHeader(
    SessionId Id, string Owner, string Workspace, string? Assistant, string Title, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt, int Entries,
    SessionId? ForkedFrom = null, int Inherited = 0);
