using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Tandem.Pipeline;
using Tandem.Pipeline.Ledger;
using Tandem.Providers;
using Tandem.Routing;
using Tandem.Server.Callers;
using Tandem.Server.Hosting;

namespace Tandem.Server.Gateway;

/// <summary>A client's request becomes a call of the pipeline.</summary>
internal sealed class CallFactory(ModelNames names, EmbeddingModels embeddings, RateLimits limits, PrivateConversations conversations)
{
    private const int MaxSessionLength = 200;

    /// <summary>Bytes in a token, for the rate limit only: what the request really used replaces it.</summary>
    private const int BytesPerToken = 4;

    /// <exception cref="GatewayException">A header is wrong, or the model does not exist or may not be used.</exception>
    /// <exception cref="Pipeline.Errors.RequestException">A rate limit is reached.</exception>
    public GatewayCall Create(HttpContext http, ModelRequest request, string door)
    {
        var life = RequestLife.Of(http);
        var caller = life.Caller;
        var choice = request.Embedding is null ? names.Resolve(request.Outline.Model) : embeddings.Resolve(request.Outline.Model, caller.Pool);
        if (choice.Model is { } named && caller.Pool is { } pool && !pool.Contains(named))
            throw new GatewayException(WireErrorKind.Forbidden, $"This key may not use '{named}', only: {string.Join(", ", pool)}.");

        var session = ConversationIdentity.Of(caller.Owner, Header(http, "x-tandem-session", MaxSessionLength), request.Outline.ConversationHash);
        var asked = AskedClass(http);
        var wasPrivate = session is { } one && conversations.Contains(one);
        if (asked == DataClass.Private && session is { } marked)
            conversations.Add(marked);
        var dropped = new SortedSet<string>(StringComparer.Ordinal);
        return new GatewayCall
        {
            Caller = caller,
            Assistant = choice.Assistant,
            Dropped = dropped,
            Admission = limits.Enter(caller.Key, request.Outline.TextBytes / BytesPerToken),
            Pipeline = new PipelineCall
            {
                Id = life.Id,
                Request = request,
                Owner = caller.Owner,
                Door = door,
                PinnedModel = choice.Model,
                Policy = Header(http, "x-tandem-policy", MaxSessionLength) ?? choice.Policy,
                AskedClass = asked,
                ConsentedClass = caller.Class,
                HoldsPrivateText = wasPrivate,
                MayOverridePrivacy = false,
                Session = session,
                Budgets = caller.Budgets,
                Accounts = caller.Accounts,
                Pool = caller.Pool,
                Idempotency = Header(http, "idempotency-key", MaxSessionLength) is { } key ? new IdempotencyKey(key, BodyHash(door, life.Body.Span)) : null,
                OnDropped = field => dropped.Add(field),
            },
        };
    }

    /// <summary>The same body at another door is another request.</summary>
    private static string BodyHash(string door, ReadOnlySpan<byte> body)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(door + "\n"));
        hash.AppendData(body);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static DataClass? AskedClass(HttpContext http) => Header(http, "x-tandem-data-class", MaxSessionLength) switch
    {
        null => null,
        "private" => DataClass.Private,
        "shareable" => DataClass.Shareable,
        _ => throw new GatewayException(WireErrorKind.Invalid, "x-tandem-data-class must be 'private' or 'shareable'."),
    };

    private static string? Header(HttpContext http, string name, int maxLength) => http.Request.Headers[name] switch
    {
        [] or [null or ""] => null,
        [{ } value] when value.Length <= maxLength => value,
        _ => throw new GatewayException(WireErrorKind.Invalid, $"{name} must be given once, with at most {maxLength} characters."),
    };
}
