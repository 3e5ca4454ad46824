using System.Net;
using Microsoft.AspNetCore.Http;

namespace Tandem.Server.Hosting;

/// <summary>Names under which clients may call the server. A web page that points its own name at this machine (DNS rebinding), or that a browser loaded from elsewhere, is refused.</summary>
internal sealed class HostNames(IEnumerable<Uri> urls)
{
    private readonly HashSet<string> _allowed = new(urls.Select(url => url.Host).Append("localhost").Append(Environment.MachineName), StringComparer.OrdinalIgnoreCase);

    /// <summary>Why the request is refused, or null.</summary>
    public string? Refuse(HttpRequest request)
    {
        if (!IsAllowed(request.Host.Host))
            return $"The host name '{Shown(request.Host.Host)}' is not one of this server's. Call it by its address, or add the name to gateway.urls.";
        if (request.Headers.Origin is [{ Length: > 0 } origin, ..] && !(Uri.TryCreate(origin, UriKind.Absolute, out var from) && IsAllowed(from.Host)))
            return "Requests of web pages from other origins are refused.";
        return null;
    }

    // An address cannot be rebound; only names can.
    private bool IsAllowed(string host) => host.Length > 0 && (IPAddress.TryParse(host.Trim('[', ']'), out _) || _allowed.Contains(host));

    private static string Shown(string host) => new([.. host.Take(100).Where(letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '-')]);
}
