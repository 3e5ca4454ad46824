namespace Tandem.Server.Hosting;

/// <summary>Anthropic's error with details, which only threads have.</summary>
internal sealed record ThreadError(string Type, ThreadErrorBody Error, string RequestId);

internal sealed record ThreadErrorBody(string Type, string Message, ThreadErrorDetails Details);

internal sealed record ThreadErrorDetails(string ErrorCode);
