namespace Tandem.Agent.Assistants;

/// <summary>Lines of a document that fit a question.</summary>
/// <param name="Path">Relative to the workspace, <c>/</c> between parts; or the full path of a document outside.</param>
/// <param name="Line">From 1.</param>
/// <param name="EndLine">Included.</param>
public sealed record KnowledgePassage(string Path, int Line, int EndLine, string Text, double Score);
