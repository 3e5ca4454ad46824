namespace Tandem.Agent.Tools;

/// <summary>What a tool may do at most. Permissions decide on it before a call runs.</summary>
public enum ToolAccess
{
    /// <summary>Reads files of the workspace; changes nothing. Calls of this kind run in parallel.</summary>
    ReadOnly,

    /// <summary>Changes files of the workspace.</summary>
    Edit,

    /// <summary>Starts a process, in the sandbox where there is one.</summary>
    Command,

    /// <summary>Has an effect or a destination outside: the network, an MCP server.</summary>
    Outside,

    /// <summary>Speaks with the person or with Tandem itself: a question, the list of steps, a sub-agent.</summary>
    Conversation,
}
