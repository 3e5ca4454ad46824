using Tandem.Configuration;
using Tandem.Configuration.Diagnosis;
using Tandem.Egress;
using Tandem.Providers;
using Tandem.Providers.Chat;
using Tandem.Routing;

namespace Tandem.Engine.Models;

/// <summary>Asks a model for one word, for real, and names what is wrong.</summary>
internal static class ModelProbe
{
    private const int MaxAnswerTokens = 16;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    public static async Task<DoctorCheck> RunAsync(ConfiguredModel configured, IEgressGate gate, TimeProvider time, CancellationToken cancellationToken)
    {
        var model = configured.Options;
        if (configured.UnusableBecause is { } unusable)
            return DoctorCheck.Fail(model.Name, unusable, "Set it, or remove the model from the configuration.");

        var started = time.GetTimestamp();
        using var patience = new CancellationTokenSource(Patience, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            var endpoint = ModelEndpoints.Create(model, gate, time);
            await foreach (var _ in endpoint.SendAsync(Request(model), Attempt(model), both.Token))
            {
                // Every frame to the terminal one: only a whole answer is a good one.
            }

            return DoctorCheck.Ok(model.Name, $"{model.UpstreamName} answered in {time.GetElapsedTime(started).TotalSeconds:0.0} s ({model.BaseUrl})");
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

    private static ModelRequest Request(ModelOptions model) => NativeRequest.Of(new ChatRequest
    {
        Model = model.Name,
        Messages = [ChatMessage.User("Answer with the word ok.")],
        MaxOutputTokens = MaxAnswerTokens,
    });

    private static AttemptContext Attempt(ModelOptions model) => new()
    {
        MaxOutputTokens = MaxAnswerTokens,
        // The probe's text is ours, so that it may go anywhere.
        Pass = new EgressPass { Destination = model.Name, Zone = model.Zone, DataClass = DataClass.Shareable, ClassRule = "probe" },
    };

    private static string Cure(UpstreamError error, ModelOptions model) => error switch
    {
        UpstreamError.Unauthorized => "Check the key: models." + model.Name + ".api_key.",
        UpstreamError.NotFound => $"Check models.{model.Name}.model and base_url; for Ollama: ollama pull {model.UpstreamName}.",
        UpstreamError.QuotaExhausted => "Top up the account, or use another key.",
        UpstreamError.RateLimited => "Try again in a minute.",
        UpstreamError.Certificate => "Check the address; a company's own certificate authority must be trusted by the system.",
        UpstreamError.TimedOut => "The server is slow or loading the model: try again, or raise its deadlines.",
        _ => model.Provider == ProviderKind.Ollama ? "Start it: ollama serve." : $"Check models.{model.Name}.base_url, and that the server runs.",
    };
}
