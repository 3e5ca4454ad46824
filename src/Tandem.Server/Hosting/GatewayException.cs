using Tandem.Providers;

namespace Tandem.Server.Hosting;

/// <summary>A request that the server itself refuses.</summary>
internal sealed class GatewayException(WireErrorKind kind, string message, string? code = null) : Exception(message)
{
    public WireError Error { get; } = new(kind, message, Code: code);
}
