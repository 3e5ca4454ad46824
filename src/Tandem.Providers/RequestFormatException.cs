namespace Tandem.Providers;

/// <summary>A client's body is not a request in the dialect: answered with 400. The message says what was wrong and holds nothing of the prompt.</summary>
public sealed class RequestFormatException(string message, Exception? inner = null) : Exception(message, inner);
