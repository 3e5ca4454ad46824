namespace Tandem.Egress;

/// <summary>The one way out: every outbound connection of Tandem is made here. Any other client or socket fails the build.</summary>
/// <remarks>Safe for concurrent use.</remarks>
public interface IEgressGate
{
    /// <summary>Checks class against zone, scans an external request for secrets, writes the audit row, connects and sends.</summary>
    /// <param name="message">Its body is the object that was checked, and is what is sent.</param>
    /// <returns>The response as soon as its headers are here; the caller disposes it.</returns>
    /// <exception cref="EgressRefusedException">The text may not go there. Nothing was sent.</exception>
    /// <exception cref="EgressFailedException">No connection, a wrong certificate, or no headers before the deadline.</exception>
    Task<HttpResponseMessage> SendAsync(HttpRequestMessage message, EgressPass pass, CancellationToken cancellationToken);
}
