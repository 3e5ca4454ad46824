using Tandem.Providers;

namespace Tandem.Server.Hosting;

/// <summary>A route's place in the table: without one it is not served.</summary>
/// <param name="Errors">How its errors are written; <see cref="Dialect.Native"/> = problem details (RFC 9457).</param>
internal sealed record RouteRule(RouteAccess Access, Dialect Errors);
