using System.Buffers;
using Tandem.Providers.Chat;

namespace Tandem.Providers.Wire;

/// <summary>Writes canonical events as a stream of a dialect; keeps what the dialect's framing needs.</summary>
internal abstract class AnswerWriter
{
    /// <summary>Writes an event other than usage and finish.</summary>
    public abstract void Write(ChatEvent piece, IBufferWriter<byte> output);

    /// <summary>Writes the end of a whole answer: finish, usage, terminator.</summary>
    public abstract void WriteEnd(ChatAnswer end, IBufferWriter<byte> output);
}
