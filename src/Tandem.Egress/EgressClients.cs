namespace Tandem.Egress;

/// <summary>HTTP clients for libraries that want one: what they send goes through the gate like everything else.</summary>
public static class EgressClients
{
    /// <param name="pass">By which each request is decided.</param>
    /// <param name="bound">Wraps a response's body, by its media type, so that reading it stays bounded.</param>
    public static HttpClient Create(IEgressGate gate, EgressPass pass, Func<Stream, string?, Stream> bound) =>
        new(new GateHandler(gate, pass, bound), disposeHandler: true) { Timeout = Timeout.InfiniteTimeSpan }; // The pass has the deadlines.

    private sealed class GateHandler(IEgressGate gate, EgressPass pass, Func<Stream, string?, Stream> bound) : HttpMessageHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var response = await gate.SendAsync(request, pass, cancellationToken);
            var headers = response.Content.Headers;
            var body = new StreamContent(bound(await response.Content.ReadAsStreamAsync(cancellationToken), headers.ContentType?.MediaType));
            foreach (var (name, values) in headers)
                body.Headers.TryAddWithoutValidation(name, values);
            response.Content = body;
            return response;
        }
    }
}
