using Tandem.Pipeline;
using Tandem.Pipeline.Errors;
using Tandem.Routing;

namespace Tandem.Agent.Assistants;

/// <summary>Which models may answer for an assistant: those of its pool, its zone and the caller's key.</summary>
internal static class AssistantPool
{
    /// <exception cref="RequestException">None is left.</exception>
    public static IReadOnlyList<string> Of(Assistant assistant, IReadOnlyList<AssistantModel> models, PipelineCall template)
    {
        var zone = assistant.Zone ?? (assistant.DataClass == DataClass.Private ? Zone.Local : null);
        IReadOnlyList<string> pool =
        [
            .. models
                .Where(model => (zone is null || model.Zone == zone) && (assistant.Pool.Count == 0 || assistant.Pool.Contains(model.Name)) && template.Pool?.Contains(model.Name) != false)
                .Select(model => model.Name),
        ];
        var named = template.PinnedModel ?? assistant.Model;
        if (pool.Count > 0 && (named is null || pool.Contains(named)))
            return pool;
        var why = (zone, named) switch
        {
            (Zone.Local, { } model) => $"keeps its text on local models, and '{model}' is none of them",
            (Zone.Local, null) => "keeps its text on local models, and none is configured. Add one: ollama pull llama3.3, then 'tandem init'",
            (_, { } model) when pool.Count > 0 => $"may use {string.Join(", ", pool)}, not '{model}'",
            _ => $"may use {(assistant.Pool.Count > 0 ? string.Join(", ", assistant.Pool) : "models of the zone external")}, and none of these can be used",
        };
        throw new RequestException(zone == Zone.Local && named is not null ? ErrorKind.PrivacyRefused : ErrorKind.NoModel, $"The assistant '{assistant.Name}' {why}.");
    }
}
