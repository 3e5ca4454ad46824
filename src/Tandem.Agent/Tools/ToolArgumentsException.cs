namespace Tandem.Agent.Tools;

/// <summary>A call's arguments do not fit its tool. The message is for the model.</summary>
public sealed class ToolArgumentsException(string message, Exception? inner = null) : Exception(message, inner);
