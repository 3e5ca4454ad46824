using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Tandem.ScriptedUpstream;

/// <summary>Model lists and the like: a body given by the script, else a list of the scripted models, else 404.</summary>
internal static class LookupAnswers
{
    public static async Task WriteAsync(HttpContext context, UpstreamCall call, ScriptRunner runner)
    {
        var body = runner.LookupBodies.TryGetValue(call.Path, out var given) ? given : Default(call.Path, runner.ModelNames);
        if (body.Length == 0)
        {
            context.Response.StatusCode = 404;
            body = """{"error":"not found"}""";
        }

        context.Response.ContentType = body.StartsWith('{') ? "application/json" : "text/plain";
        await context.Response.WriteAsync(body, context.RequestAborted);
    }

    private static string Default(string path, IEnumerable<string> models) => path switch
    {
        "/v1/models" => new JsonObject
        {
            ["object"] = "list",
            ["data"] = new JsonArray([.. models.Select(name => new JsonObject
            {
                ["id"] = name, ["object"] = "model", ["created"] = 1_760_000_000, ["owned_by"] = "scripted",
            })]),
        }.ToJsonString(),
        "/api/tags" => new JsonObject
        {
            ["models"] = new JsonArray([.. models.Select(name => new JsonObject { ["name"] = name, ["model"] = name, ["size"] = 1 })]),
        }.ToJsonString(),
        "/v1beta/models" => new JsonObject
        {
            ["models"] = new JsonArray([.. models.Select(name => new JsonObject { ["name"] = "models/" + name })]),
        }.ToJsonString(),
        "/" => "Ollama is running",
        "/api/version" => """{"version":"0.0.0"}""",
        _ => "",
    };
}
