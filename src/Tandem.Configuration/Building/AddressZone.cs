using System.Net;
using System.Net.Sockets;
using Tandem.Routing;

namespace Tandem.Configuration.Building;

/// <summary>The zone of an address where the configuration names none: ours is only what certainly is.</summary>
internal static class AddressZone
{
    /// <summary>
    /// Local: <c>localhost</c>, <c>*.localhost</c> (RFC 6761), <c>*.local</c> (RFC 6762), loopback, private (RFC 1918), link-local
    /// (RFC 3927, RFC 4291), unique local (RFC 4193). Any other name or address is external.
    /// </summary>
    public static Zone Of(Uri address)
    {
        var host = address.DnsSafeHost.TrimEnd('.').ToLowerInvariant();
        if (IPAddress.TryParse(host, out var ip))
            return IsOurs(ip) ? Zone.Local : Zone.External;
        return host == "localhost" || host.EndsWith(".localhost", StringComparison.Ordinal) || host.EndsWith(".local", StringComparison.Ordinal) ? Zone.Local : Zone.External;
    }

    private static bool IsOurs(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();
        if (IPAddress.IsLoopback(address))
            return true;
        if (address.AddressFamily == AddressFamily.InterNetworkV6)
            return address.IsIPv6LinkLocal || address.IsIPv6UniqueLocal;
        var bytes = address.GetAddressBytes();
        return bytes[0] == 10
            || (bytes[0] == 172 && bytes[1] is >= 16 and <= 31)
            || (bytes[0] == 192 && bytes[1] == 168)
            || (bytes[0] == 169 && bytes[1] == 254);
    }
}
