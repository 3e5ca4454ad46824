using System.Globalization;

namespace Tandem.Server.Gateway.Ollama;

internal static class OllamaTime
{
    public static string Of(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'", CultureInfo.InvariantCulture);
}
