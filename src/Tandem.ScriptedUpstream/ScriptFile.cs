using System.Globalization;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Tandem.ScriptedUpstream;

/// <summary>Reads a script from YAML or JSON (docs/scripted-upstream.md).</summary>
public static class ScriptFile
{
    /// <exception cref="FormatException">The text is no script; the message names line and cure.</exception>
    public static UpstreamScript Parse(string text)
    {
        var yaml = new YamlStream();
        try { yaml.Load(new StringReader(text)); }
        catch (YamlException error) { throw new FormatException($"line {error.Start.Line}: not YAML: {error.Message}", error); }

        if (yaml.Documents.Count == 0 || yaml.Documents[0].RootNode is not YamlMappingNode root)
            throw new FormatException("line 1: a script is a mapping with the key 'replies'.");
        var script = new UpstreamScript();
        foreach (var (key, value) in root.Children)
        {
            script = Scalar(key) switch
            {
                "replies" => script with { Replies = [.. Items(value).Select(ParseReply)] },
                "models" => script with { Models = [.. Items(value).Select(Scalar)] },
                "api_key" => script with { ApiKey = Scalar(value) },
                var unknown => throw Wrong(key, $"unknown key '{unknown}'; known: replies, models, api_key."),
            };
        }

        return script;
    }

    private static Reply ParseReply(YamlNode node)
    {
        if (node is YamlScalarNode plain) return Reply.Stream(Scalar(plain));
        if (node is not YamlMappingNode map) throw Wrong(node, "a reply is a text or a mapping.");
        var reply = new Reply();
        foreach (var (key, value) in map.Children)
        {
            reply = Scalar(key) switch
            {
                "text" => reply.ThenText([.. Items(value).Select(Scalar)]),
                "reasoning" => reply with { Pieces = [.. reply.Pieces, new ReasoningPiece(Scalar(value))] },
                "tool" => ParseTool(reply, value),
                "hold" => reply.ThenHold(),
                "delay_ms" => reply with { Pieces = [.. reply.Pieces, new DelayPiece(TimeSpan.FromMilliseconds(Number(value)))] },
                "pieces" => reply with { Pieces = [.. reply.Pieces, .. Items(value).SelectMany(piece => ParseReply(piece).Pieces)] },
                "status" => reply with { StatusCode = Number(value) },
                "message" => reply with { ErrorMessage = Scalar(value) },
                "code" => reply with { ErrorCode = Scalar(value) },
                "retry_after" => reply with { RetryAfterSeconds = Number(value) },
                "finish" => reply.WithFinish(Scalar(value)),
                "fault" => reply with { Faults = Items(value).Select(ParseFault).Aggregate(reply.Faults, (all, one) => all | one) },
                "after" => reply with { FaultAfter = Number(value) },
                "input_tokens" => reply with { InputTokens = Number(value) },
                "output_tokens" => reply with { OutputTokens = Number(value) },
                "cached_tokens" => reply with { CachedTokens = Number(value) },
                var unknown => throw Wrong(key, $"unknown key '{unknown}'."),
            };
        }

        return reply;
    }

    private static Reply ParseTool(Reply reply, YamlNode node)
    {
        if (node is not YamlMappingNode tool) throw Wrong(node, "a tool call is a mapping with name and arguments (JSON text).");
        string Field(string name, string otherwise) => tool.Children.TryGetValue(new YamlScalarNode(name), out var value) ? Scalar(value) : otherwise;
        return reply.ThenToolCall(Field("name", "tool"), Field("arguments", "{}"));
    }

    private static Faults ParseFault(YamlNode node) =>
        Enum.TryParse<Faults>(Scalar(node).Replace("_", "", StringComparison.Ordinal), ignoreCase: true, out var fault)
            ? fault
            : throw Wrong(node, $"unknown fault '{Scalar(node)}'; known: {string.Join(", ", Enum.GetNames<Faults>())}.");

    private static IEnumerable<YamlNode> Items(YamlNode node) => node is YamlSequenceNode list ? list.Children : [node];

    private static string Scalar(YamlNode node) => (node as YamlScalarNode)?.Value ?? throw Wrong(node, "a plain value is expected here.");

    private static int Number(YamlNode node) =>
        int.TryParse(Scalar(node), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : throw Wrong(node, "a whole number is expected here.");

    private static FormatException Wrong(YamlNode node, string message) => new($"line {node.Start.Line}: {message}");
}
