using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using System.Text.Unicode;
using Tandem.Providers;
using Tandem.Server.Hosting;

namespace Tandem.Server.Gateway;

/// <summary>Reads bodies of routes that are no dialect's.</summary>
internal static class RequestBody
{
    /// <exception cref="GatewayException">The body is not JSON of that shape.</exception>
    public static T Read<T>(ReadOnlySpan<byte> body, JsonTypeInfo<T> type)
    {
        if (!Utf8.IsValid(body))
            throw new GatewayException(WireErrorKind.Invalid, "The body is not valid UTF-8.");
        try
        {
            return JsonSerializer.Deserialize(body, type) ?? throw new GatewayException(WireErrorKind.Invalid, "The body is 'null'; a JSON object is expected.");
        }
        catch (JsonException wrong)
        {
            throw new GatewayException(WireErrorKind.Invalid, $"The body does not have the shape of this API at '{wrong.Path ?? "$"}'; compare it with the API's reference.");
        }
    }
}
