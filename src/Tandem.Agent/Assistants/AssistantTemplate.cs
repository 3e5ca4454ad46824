using System.Text.RegularExpressions;
using Tandem.Pipeline.Errors;

namespace Tandem.Agent.Assistants;

/// <summary>The file of a new assistant.</summary>
public static partial class AssistantTemplate
{
    /// <summary>Writes it and answers its full path.</summary>
    /// <param name="from">A shipped assistant to start from; null = a commented example.</param>
    /// <exception cref="RequestException">The name cannot be one, there is such a file already, or no such assistant to start from.</exception>
    public static string Write(string folder, string name, string? from)
    {
        if (!NamePattern().IsMatch(name))
            throw new RequestException(ErrorKind.Invalid, $"'{name}' cannot be a name: use small letters, digits and hyphens, at most 64.");
        var text = from is null ? Example(name)
            : AssistantCatalog.ShippedText(from) is { } shipped ? NameLine().Replace(shipped, $"name: {name}", 1)
            : throw new RequestException(ErrorKind.Invalid, $"Tandem ships no assistant '{from}'. It ships code, helpdesk, reviewer and tutor.");
        var file = Path.Combine(folder, name + ".md");
        Directory.CreateDirectory(folder);
        try
        {
            using var stream = new FileStream(file, FileMode.CreateNew, FileAccess.Write);
            using var writer = new StreamWriter(stream);
            writer.Write(text);
        }
        catch (IOException) when (File.Exists(file))
        {
            throw new RequestException(ErrorKind.Invalid, $"{file} is there already. Edit it, or take another name.");
        }

        return file;
    }

    private static string Example(string name) => $$"""
        ---
        name: {{name}}
        description: What it is for, in one sentence
        # audience: for whom it writes
        # policy: balanced            # or model: NAME
        # pool: [llama, gpt-4]        # models it may use
        # data_class: private         # keeps its text on local models
        # tools: [read_file, grep]    # what it may use in 'tandem run'; [] = nothing
        # knowledge: ["docs/**/*.md"] # documents it answers from
        # budget: { limit_usd: 1, per: day }
        evaluators:                   # what an answer must pass before it is shown
          - length: { max_words: 300 }
        hand_off: I cannot answer this well. Please ask a person.
        starters:
          - A question to begin with
        cases:                        # tandem assistants test {{name}}
          - name: short
            ask: What can you do?
            lacks: [unfortunately]
        ---
        Say here what it should do, as you would tell a new colleague.

        """;

    [GeneratedRegex(@"\A[a-z0-9][a-z0-9-]{0,63}\z")]
    private static partial Regex NamePattern();

    [GeneratedRegex(@"^name: .*$", RegexOptions.Multiline)]
    private static partial Regex NameLine();
}
