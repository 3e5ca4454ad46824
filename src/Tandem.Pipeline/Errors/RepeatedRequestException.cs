using Tandem.Pipeline.Ids;

namespace Tandem.Pipeline.Errors;

/// <summary>The request's idempotency key was used before with the same body: the first one holds the answer and the charge. Nothing was reserved or sent.</summary>
public sealed class RepeatedRequestException(RequestId original) : Exception($"This Idempotency-Key was used by request {original}.")
{
    public RequestId Original { get; } = original;
}
