using Tandem.Pipeline.Errors;

namespace Tandem.Server.Telemetry;

/// <summary>Where spans go, by OpenTelemetry's own environment variables.</summary>
/// <param name="Address">With its path.</param>
internal sealed record OtlpSettings(Uri Address, string Service, IReadOnlyList<(string Name, string Value)> Headers)
{
    /// <summary>Null where no collector is named.</summary>
    /// <exception cref="RequestException">The address is none.</exception>
    public static OtlpSettings? Of(IReadOnlyDictionary<string, string> environment)
    {
        var text = environment.GetValueOrDefault("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT")
            ?? (environment.GetValueOrDefault("OTEL_EXPORTER_OTLP_ENDPOINT") is { Length: > 0 } root ? root.TrimEnd('/') + "/v1/traces" : null);
        if (text is not { Length: > 0 })
            return null;
        if (!Uri.TryCreate(text, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
            throw new RequestException(ErrorKind.Invalid, $"OTEL_EXPORTER_OTLP_ENDPOINT: '{text}' is no http address of a collector, such as http://127.0.0.1:4318.");
        var headers = (environment.GetValueOrDefault("OTEL_EXPORTER_OTLP_HEADERS") ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(pair => pair.Split('=', 2)).Where(pair => pair.Length == 2).Select(pair => (pair[0].Trim(), Uri.UnescapeDataString(pair[1].Trim())));
        return new OtlpSettings(address, environment.GetValueOrDefault("OTEL_SERVICE_NAME") is { Length: > 0 } name ? name : "tandem", [.. headers]);
    }
}
