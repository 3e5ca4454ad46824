namespace Tandem.Routing.Learning;

/// <summary>A file is no router, or one of another version; the message says which and what to do.</summary>
public sealed class RouterFormatException(string message, Exception? inner = null) : Exception(message, inner);
