namespace Tandem.Providers;

/// <summary>One configured model: bytes out, frames in.</summary>
/// <remarks>Safe for concurrent use.</remarks>
public interface IModelEndpoint
{
    ModelOptions Model { get; }

    /// <summary>Makes one attempt. No retries: the pipeline decides those.</summary>
    /// <returns>
    /// Frames in the client's dialect (<see cref="ModelRequest.Dialect"/>), in wire order, the last one terminal. The same dialect is
    /// spliced and relayed; another one is translated both ways. An answer that is not streamed is one terminal frame.
    /// Nothing comes before the first model output: a failure before it has shown nothing, and can move to another model unseen.
    /// </returns>
    /// <exception cref="UpstreamException">The upstream refused, broke off, or sent no valid answer; thrown instead of a terminal frame.</exception>
    IAsyncEnumerable<RelayFrame> SendAsync(ModelRequest request, AttemptContext attempt, CancellationToken cancellationToken);
}
