namespace Tandem.ScriptedUpstream.Rendering;

internal enum ChunkKind
{
    Prelude,
    Content,
    Finish,
    Terminator,

    /// <summary>Nothing to send: the answer pauses by <see cref="Chunk.Pause"/>.</summary>
    Pause,
}

/// <summary>What is sent at once: one event or line, framed with LF.</summary>
internal sealed record Chunk(ChunkKind Kind, string Text, int OutputBytes = 0, ReplyPiece? Pause = null);
