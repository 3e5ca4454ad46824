using System.Text.Json;
using System.Text.RegularExpressions;
using Tandem.Agent.Evaluators.Solutions;
using Tandem.Agent.FrontMatter;

namespace Tandem.Agent.Evaluators;

/// <summary>Makes evaluators from the list in an assistant's file: a word, or a word with its settings.</summary>
/// <param name="readFiles">Texts of the files that match globs, relative to the assistant's file: schemas and solutions.</param>
internal sealed class EvaluatorReader(FaultList faults, Func<IReadOnlyList<string>, IReadOnlyList<string>> readFiles)
{
    private static readonly string[] Names =
    [
        "reading_level", "language", "length", "must_cite", "forbidden", "no_full_solution", "asks_back", "json_schema", "code_compiles", "pattern", "judge",
    ];

    public IReadOnlyList<IEvaluator> Read(YamlNode? node)
    {
        if (node is null)
            return [];
        if (node is not YamlList list)
        {
            faults.Add(node.Line, "evaluators", "must be a list", "write a line '- NAME' for each");
            return [];
        }

        return [.. list.Items.Select((item, place) => One(item, $"evaluators[{place}]")).OfType<IEvaluator>()];
    }

    private IEvaluator? One(YamlNode item, string path)
    {
        var (name, settings) = item switch
        {
            YamlScalar scalar => (scalar.Text, null),
            YamlMap { Entries: [var only] } => (only.Key, only.Value is YamlScalar { IsNull: true } ? null : only.Value),
            _ => ("", null),
        };
        if (!Names.Contains(name))
        {
            faults.Add(item.Line, path, name.Length == 0 ? "must be the name of an evaluator, or 'name: settings'" : $"there is no evaluator '{name}'", $"take one of {string.Join(", ", Names)}");
            return null;
        }

        var key = $"{path}.{name}";
        // One map is read by name, a bare value under the key that it stands for.
        var reader = new MapReader(settings as YamlMap ?? new YamlMap(item.Line, settings is null ? [] : [new(BareKey(name), settings)]), key, faults);
        var evaluator = Make(name, reader, item.Line, key);
        reader.RefuseUnknown();
        return evaluator;
    }

    private static string BareKey(string name) => name switch
    {
        "reading_level" => "max_grade",
        "length" => "max_words",
        "language" or "code_compiles" => "languages",
        "must_cite" => "every_paragraph",
        "forbidden" => "phrases",
        "no_full_solution" => "solutions",
        "json_schema" => "file",
        "pattern" => "must_match",
        _ => "question",
    };

    private IEvaluator? Make(string name, MapReader reader, int line, string key)
    {
        switch (name)
        {
            case "reading_level":
                return reader.Number("max_grade", 1, 20) is { } grade ? new ReadingLevelEvaluator(grade) : Missing(line, key, "max_grade: 8");
            case "language":
                return new LanguageEvaluator([.. reader.Texts("languages").Where(language => language != "same")]);
            case "length":
                var (least, most) = (reader.Whole("min_words", 0, 100_000), reader.Whole("max_words", 1, 100_000));
                return least is null && most is null ? Missing(line, key, "max_words: 200") : new LengthEvaluator(least ?? 0, most ?? int.MaxValue);
            case "must_cite":
                return new MustCiteEvaluator(reader.Flag("every_paragraph") ?? false);
            case "forbidden":
                return reader.Texts("phrases") is { Count: > 0 } phrases ? new ForbiddenEvaluator(phrases) : Missing(line, key, "phrases: [one, two]");
            case "no_full_solution":
                return new NoFullSolutionEvaluator([.. readFiles(reader.Texts("solutions")).Select(text => new ReferenceSolution(text))]);
            case "asks_back":
                return new AsksBackEvaluator();
            case "json_schema":
                return Schema(reader, line, key);
            case "code_compiles":
                return new CodeCompilesEvaluator([.. reader.Texts("languages").Select(CodeCompilesEvaluator.Plain)]);
            case "pattern":
                return Pattern(reader, line, key);
            default:
                return reader.Text("question") is { } question ? new JudgeEvaluator(question) : Missing(line, key, "question: \"The answer is polite.\"");
        }
    }

    private JsonSchemaEvaluator? Schema(MapReader reader, int line, string key)
    {
        var text = reader.Text("schema") ?? (reader.Text("file") is { } file && readFiles([file]) is [var first, ..] ? first : null);
        if (text is null)
        {
            faults.Add(line, key, "there is no schema", "name its file: 'file: answer.schema.json', or write it behind 'schema: |'");
            return null;
        }

        try
        {
            using var document = JsonDocument.Parse(text);
            return new JsonSchemaEvaluator(document.RootElement.Clone());
        }
        catch (JsonException)
        {
            faults.Add(line, key, "the schema is not valid JSON", "correct it");
            return null;
        }
    }

    private PatternEvaluator? Pattern(MapReader reader, int line, string key)
    {
        var (wanted, unwanted, says) = (reader.Text("must_match"), reader.Text("must_not_match"), reader.Text("says"));
        if ((wanted is null) == (unwanted is null))
        {
            faults.Add(line, key, "needs either 'must_match' or 'must_not_match'", "give one of them");
            return null;
        }

        try
        {
            return new PatternEvaluator(new Regex(wanted ?? unwanted!, RegexOptions.Multiline | RegexOptions.CultureInvariant, PatternEvaluator.Timeout), wanted is not null, says);
        }
        catch (ArgumentException)
        {
            faults.Add(line, key, "this is no regular expression", "correct it; .NET's syntax counts");
            return null;
        }
    }

    private IEvaluator? Missing(int line, string key, string example)
    {
        faults.Add(line, key, "lacks its setting", $"write {example}");
        return null;
    }
}
