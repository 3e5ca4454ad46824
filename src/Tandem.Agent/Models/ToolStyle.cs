namespace Tandem.Agent.Models;

/// <summary>How a model is given its tools.</summary>
public enum ToolStyle
{
    /// <summary>All tools, called natively.</summary>
    Full,

    /// <summary>Few tools, called natively; edits may also stand in the answer as SEARCH/REPLACE blocks. For small models, which lose their way among many.</summary>
    Lean,

    /// <summary>Few tools, described and called in text, and SEARCH/REPLACE blocks. For models that cannot call tools.</summary>
    Text,
}
