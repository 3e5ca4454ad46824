using System.Text.Json;
using System.Text.RegularExpressions;

namespace Tandem.Agent.Evaluators;

/// <summary>The answer is one JSON value that fits a schema; a fence around it is allowed.</summary>
internal sealed class JsonSchemaEvaluator(JsonElement schema) : IEvaluator
{
    private readonly JsonSchemaChecker _checker = new(schema);

    public string Name => "json_schema";

    public ValueTask<Finding> JudgeAsync(Draft draft, CancellationToken cancellationToken)
    {
        try
        {
            using var document = JsonDocument.Parse(CodeBlock.Only(draft.Text) ?? draft.Text);
            return ValueTask.FromResult(_checker.Check(document.RootElement) is { } wrong
                ? Finding.Fail(Name, $"The JSON does not fit the schema: {wrong}. Answer with the JSON alone.", wrong)
                : Finding.Pass(Name));
        }
        catch (JsonException)
        {
            return ValueTask.FromResult(Finding.Fail(Name, "The answer must be one JSON value and nothing else.", "no JSON"));
        }
        catch (RegexMatchTimeoutException)
        {
            return ValueTask.FromResult(Finding.Error(Name, "A pattern of the schema was not done in time. Write it without nested repetitions."));
        }
    }
}
