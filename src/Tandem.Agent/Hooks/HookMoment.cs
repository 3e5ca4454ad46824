namespace Tandem.Agent.Hooks;

/// <summary>When a hook runs.</summary>
public enum HookMoment
{
    SessionStart,
    SessionEnd,

    /// <summary>Before a call; an exit code other than 0 refuses it.</summary>
    BeforeTool,
    AfterTool,

    /// <summary>After a call that changed files.</summary>
    AfterEdit,
}
