namespace Tandem.Egress;

/// <summary>No response came: nothing of an answer exists, so the attempt may be repeated or moved to another model.</summary>
public sealed class EgressFailedException(EgressFailure failure, string message, Exception? inner = null) : Exception(message, inner)
{
    public EgressFailure Failure { get; } = failure;
}
