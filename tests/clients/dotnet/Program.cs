// .NET clients of the three families: each streams a task with a tool through "auto", gives the tool's result back and ends.
using System.ClientModel;
using Anthropic;
using Microsoft.Extensions.AI;
using OllamaSharp;
using OpenAI;

var (gateway, key) = (args[0], args[1]);
var openAI = new OpenAIClient(new ApiKeyCredential(key), new OpenAIClientOptions { Endpoint = new Uri(gateway + "/v1") });
var http = new HttpClient { BaseAddress = new Uri(gateway) };
http.DefaultRequestHeaders.Add("Authorization", $"Bearer {key}");

(string Name, Func<Task> Check)[] checks =
[
    ("OpenAI (.NET): chat", () => TaskAsync(openAI.GetChatClient("auto").AsIChatClient())),
    ("OpenAI (.NET): embeddings", async () =>
    {
        var vector = (await openAI.GetEmbeddingClient("auto").GenerateEmbeddingAsync("four")).Value.ToFloats().ToArray();
        Require(vector is [4, 0.5f, -1], $"got {string.Join(", ", vector)}");
    }),
    ("OpenAI (.NET): models", async () => Require((await openAI.GetOpenAIModelClient().GetModelsAsync()).Value.Any(model => model.Id == "auto"), "auto is not listed")),
    ("OpenAI (.NET): a typed 401", async () =>
    {
        var stranger = new OpenAIClient(new ApiKeyCredential("wrong"), new OpenAIClientOptions { Endpoint = new Uri(gateway + "/v1") });
        try
        {
            await stranger.GetOpenAIModelClient().GetModelsAsync();
            Require(false, "no error came");
        }
        catch (ClientResultException refused) when (refused.Status == 401)
        {
        }
    }),
    ("Anthropic (.NET): messages", () => TaskAsync(new AnthropicClient { ApiKey = key, BaseUrl = gateway }.AsIChatClient("auto", 1_000))),
    ("OllamaSharp: chat", () => TaskAsync(new OllamaApiClient(http, "auto"))),
    ("OllamaSharp: embed", async () =>
    {
        var embeddings = (await new OllamaApiClient(http, "auto").EmbedAsync("four")).Embeddings;
        Require(embeddings is [[4, 0.5f, -1]], "another vector came");
    }),
];

var failed = 0;
foreach (var (name, check) in checks)
    try
    {
        await check();
        Console.WriteLine($"ok    {name}");
    }
    catch (Exception failure)
    {
        failed++;
        Console.WriteLine($"FAIL  {name}: {failure.Message}");
    }

Console.WriteLine($"{checks.Length - failed} passed, {failed} failed");
return failed > 0 ? 1 : 0;

static async Task TaskAsync(IChatClient client)
{
    var written = new List<(string, string)>();
    var tool = AIFunctionFactory.Create(
        (string path, string text) =>
        {
            written.Add((path, text));
            return "done";
        },
        "write_file");
    var agent = new ChatClientBuilder(client).UseFunctionInvocation().Build();
    var said = "";
    await foreach (var update in agent.GetStreamingResponseAsync("Write hello.txt.", new ChatOptions { Tools = [tool] }))
        said += update.Text;
    Require(written is [("hello.txt", "a \"b\" 😀")], $"the tool was called with {string.Join("; ", written)}");
    Require(said.EndsWith("Written.", StringComparison.Ordinal), $"it said: {said}");
}

static void Require(bool holds, string otherwise)
{
    if (!holds)
        throw new InvalidOperationException(otherwise);
}
