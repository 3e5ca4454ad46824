using Tandem.Providers;

namespace Tandem.Server.Gateway.Conversations;

/// <summary>Sees an answer pass by. What it keeps is kept before the client sees the end.</summary>
internal interface IAnswerWitness
{
    ValueTask SeeAsync(ReadOnlyMemory<byte> bytes, FrameKinds kinds, CancellationToken cancellationToken);
}
