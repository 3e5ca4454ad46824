using System.CommandLine;
using System.Globalization;
using Tandem.Cli.Terminal;
using Tandem.Pipeline.Errors;

namespace Tandem.Cli.Commands;

/// <summary>Writes a model into the user's configuration, or takes one out.</summary>
internal static class ModelsAddCommand
{
    private static readonly Argument<string> Name = new("name") { Description = "The name you will see and use: llama, gpt-4 …" };
    private static readonly Argument<string> Provider = new("provider") { Description = "embedded, ollama, openai, openai-compatible, azure-openai, anthropic or google." };
    private static readonly Argument<string?> Upstream = new("upstream") { Arity = ArgumentArity.ZeroOrOne, Description = "The provider's own name of the model; without it the same as NAME." };
    private static readonly Option<string?> BaseUrl = new("--base-url") { Description = "Address of the server; without it the provider's usual one.", HelpName = "URL" };
    private static readonly Option<string?> KeyVariable = new("--api-key-env") { Description = "Environment variable that holds the key. The key itself is never written.", HelpName = "VARIABLE" };
    private static readonly Option<string?> Zone = new("--zone") { Description = "local or external; without it by the address.", HelpName = "ZONE" };
    private static readonly Option<int?> Context = new("--context") { Description = "Tokens of prompt and answer together.", HelpName = "TOKENS" };
    private static readonly Option<int?> MaxOutput = new("--max-output") { Description = "Most tokens of one answer.", HelpName = "TOKENS" };
    private static readonly Option<decimal?> InputPrice = new("--input-usd") { Description = "USD per million prompt tokens.", HelpName = "USD" };
    private static readonly Option<decimal?> OutputPrice = new("--output-usd") { Description = "USD per million answer tokens.", HelpName = "USD" };

    public static Command Create()
    {
        Zone.AcceptOnlyFromAmong("local", "external");
        var command = new Command("add", "Write a model into your configuration file; everything else in it stays as it is.")
        {
            Name, Provider, Upstream, BaseUrl, KeyVariable, Zone, Context, MaxOutput, InputPrice, OutputPrice,
        };
        command.SetWork(RunAsync);
        return command;
    }

    /// <summary>Takes a model out of the configuration; false where it holds none of that name.</summary>
    public static async Task<bool> RemoveAsync(CommandContext context, string name, CancellationToken cancellationToken)
    {
        if (await Engine.UserFile.ChangeAsync(context.EngineOptions, (editor, text) => editor.RemoveModel(text, name), cancellationToken) is not { } file)
            return false;
        context.Terminal.WriteLine(SafeText.Of($"Removed {name} from {file}."));
        return true;
    }

    private static async Task<int> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var name = context.Parsed.GetValue(Name)!;
        if (context.Parsed.GetValue(KeyVariable) is { } variable && !variable.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '_'))
            throw new RequestException(ErrorKind.Invalid, "--api-key-env takes the name of a variable, such as OPENAI_API_KEY, not the key itself: a key on the command line is seen by every process.");
        var file = await Engine.UserFile.ChangeAsync(context.EngineOptions, (editor, text) => editor.AddModel(text, name, Keys(context)), cancellationToken);
        context.Terminal.WriteLine(SafeText.Of($"Added {name} to {file}."));
        context.Terminal.Note(SafeText.Of($"Next: 'tandem models test {name}' sends it a tiny request."));
        return ExitCode.Success;
    }

    private static List<(string Key, string Value)> Keys(CommandContext context)
    {
        var parsed = context.Parsed;
        var keys = new List<(string, string)> { ("provider", parsed.GetValue(Provider)!) };
        Add("model", parsed.GetValue(Upstream));
        Add("base_url", parsed.GetValue(BaseUrl));
        Add("api_key", parsed.GetValue(KeyVariable) is { } variable ? $"${{{variable}}}" : null);
        Add("zone", parsed.GetValue(Zone));
        Add("context", parsed.GetValue(Context)?.ToString(CultureInfo.InvariantCulture));
        Add("max_output", parsed.GetValue(MaxOutput)?.ToString(CultureInfo.InvariantCulture));
        Add("price", Price(parsed.GetValue(InputPrice), parsed.GetValue(OutputPrice)));
        return keys;

        void Add(string key, string? value)
        {
            if (value is not null)
                keys.Add((key, value));
        }
    }

    private static string? Price(decimal? input, decimal? output) => input is null && output is null
        ? null
        : string.Create(CultureInfo.InvariantCulture, $"{{ input: {input ?? 0}, output: {output ?? 0} }}");
}
