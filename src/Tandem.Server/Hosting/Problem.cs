namespace Tandem.Server.Hosting;

/// <summary>An error of Tandem's own API: problem details (RFC 9457).</summary>
/// <param name="Title">The kind of error, a word.</param>
internal sealed record Problem(string Type, string Title, int Status, string Detail, string RequestId);
