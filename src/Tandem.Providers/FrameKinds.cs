namespace Tandem.Providers;

/// <summary>What a frame carries; one frame may be several things.</summary>
[Flags]
public enum FrameKinds
{
    /// <summary>A prelude, comment or keep-alive: nothing of the answer. It may be relayed, and does not count as progress.</summary>
    None = 0,

    /// <summary>Model output: text, reasoning, or a piece of a tool call.</summary>
    Progress = 1,

    /// <summary>The frame begins or continues a tool call.</summary>
    ToolCall = 2,

    Usage = 4,

    /// <summary>The end of a whole answer, finish reason and terminator included. It is relayed only after the commit. Always the last.</summary>
    Terminal = 8,
}
