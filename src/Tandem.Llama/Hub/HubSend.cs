namespace Tandem.Llama.Hub;

/// <summary>Sends one request and returns when the response's headers are there. Must not follow redirects: the hub states size and digest on them.</summary>
/// <remarks>The product passes its egress gate here; nothing in this library opens a connection of its own.</remarks>
public delegate Task<HttpResponseMessage> HubSend(HttpRequestMessage request, CancellationToken cancellationToken);
