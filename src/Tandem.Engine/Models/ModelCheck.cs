using System.Globalization;
using Tandem.Configuration;
using Tandem.Configuration.Diagnosis;
using Tandem.Egress;
using Tandem.Providers;
using Tandem.Providers.Probing;

namespace Tandem.Engine.Models;

/// <summary>Asks a model for one word, for real, and names what is wrong with the cure (<c>doctor</c>, <c>models test</c>).</summary>
internal static class ModelCheck
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    public static async Task<DoctorCheck> RunAsync(ConfiguredModel configured, IEgressGate gate, TimeProvider time, CancellationToken cancellationToken)
    {
        var model = configured.Options;
        if (configured.Unusable is { } unusable)
            return DoctorCheck.Fail(model.Name, unusable.Problem, unusable.Cure);

        using var patience = new CancellationTokenSource(Patience, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            var trip = await new ModelProbe(gate, time).RoundTripAsync(Endpoints.Create(model, gate, time), both.Token);
            return DoctorCheck.Ok(model.Name, string.Create(
                CultureInfo.InvariantCulture, $"{model.UpstreamName} answered, first output after {trip.FirstOutput.TotalSeconds:0.0} s ({model.BaseUrl?.ToString() ?? "in this process"})"));
        }
        catch (UpstreamException failure)
        {
            return DoctorCheck.Fail(model.Name, failure.Message, Cure(failure.Error, model));
        }
        catch (EgressFailedException failure)
        {
            return DoctorCheck.Fail(model.Name, failure.Message, Cure(UpstreamError.Unreachable, model));
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested)
        {
            return DoctorCheck.Fail(model.Name, $"No answer within {Patience.TotalSeconds:0} s from {model.BaseUrl}.", Cure(UpstreamError.TimedOut, model));
        }
    }

    private static string Cure(UpstreamError error, ModelOptions model) => error switch
    {
        UpstreamError.Unauthorized => $"Check the key: models.{model.Name}.api_key.",
        UpstreamError.NotFound when model.Provider == ProviderKind.Ollama => $"Fetch it: ollama pull {model.UpstreamName}.",
        UpstreamError.NotFound => $"Check models.{model.Name}.model and models.{model.Name}.base_url.",
        UpstreamError.QuotaExhausted => "Top up the account, or use another key.",
        UpstreamError.RateLimited => "Try again in a minute.",
        UpstreamError.Certificate => "Check the address; a company's own certificate authority must be trusted by the system.",
        UpstreamError.TimedOut => $"The server is slow or loading the model: try again, or raise models.{model.Name}.deadlines.",
        _ => model.Provider == ProviderKind.Ollama ? "Start it: ollama serve." : $"Check models.{model.Name}.base_url, and that the server runs.",
    };
}
