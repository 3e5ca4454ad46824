using System.Runtime.CompilerServices;
using Tandem.Providers;
using Tandem.Providers.Chat;

namespace Tandem.Pipeline.Tests;

/// <summary>Gives a word, and when the caller leaves, says that the connection was cut: as a socket may that is closed while it is read.</summary>
internal sealed class CutWhenLeft(ModelOptions model) : IModelEndpoint
{
    public ModelOptions Model => model;

    public async IAsyncEnumerable<RelayFrame> SendAsync(ModelRequest request, AttemptContext attempt, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        yield return new RelayFrame { Kinds = FrameKinds.Progress, Event = new TextEvent("one "), OutputBytes = 4, OutputPieces = 1 };
        await Task.Delay(Timeout.InfiniteTimeSpan, CancellationToken.None).WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        throw new UpstreamException(UpstreamError.CutOff, $"{model.Name}: cut");
    }
}
