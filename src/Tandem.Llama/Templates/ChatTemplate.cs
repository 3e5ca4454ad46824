using System.Text.RegularExpressions;

namespace Tandem.Llama.Templates;

/// <summary>How a model wants a conversation written. The family is recognised in the template text of the file.</summary>
public sealed partial class ChatTemplate
{
    private readonly Action<RenderedPrompt, IReadOnlyList<TemplateTurn>> _render;

    private ChatTemplate(string family, Action<RenderedPrompt, IReadOnlyList<TemplateTurn>> render) => (Family, _render) = (family, render);

    /// <summary>Name of the recognised family: chatml, llama-2, llama-3, llama-3.1, mistral-v1, mistral-v3, mistral-tekken, mistral-v7, zephyr, gemma, deepseek, phi-3 or vicuna.</summary>
    public string Family { get; }

    /// <summary>The template of a model file.</summary>
    /// <exception cref="ModelFileException">The file has none (a base model), or one of no known family.</exception>
    public static ChatTemplate Of(LlamaModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        var text = model.Metadata.Text("tokenizer.chat_template")
            ?? throw ModelFileException.Unsupported(
                $"'{model.Name}' has no chat template: it is a base model, for completion only. Take its '-instruct' or '-chat' file to talk to it.");
        var end = model.Tokenizer.Special.End is { } id ? model.Tokenizer.TextOf(id) : "</s>";
        return Recognize(text, end) ?? throw ModelFileException.Unsupported(
            $"The chat template of '{model.Name}' is of no family known here (it begins \"{Excerpt(text)}\"). " +
            "Serve this model with Ollama or llama-server.");
    }

    /// <summary>The family whose marks a template bears, or null.</summary>
    /// <param name="text">The template, in Jinja.</param>
    /// <param name="endOfSequence">Text of the end token, which some families write after each answer.</param>
    internal static ChatTemplate? Recognize(string text, string endOfSequence)
    {
        bool Has(string mark) => text.Contains(mark, StringComparison.Ordinal);
        if (Has("<|im_start|>"))
            return Has("<|im_sep|>") ? null : new("chatml", TemplateFamilies.ChatMl(DefaultSystem(text)));
        if (Has("[INST]"))
            return RecognizeInstruct(text, endOfSequence);
        if (Has("<|start_header_id|>") && Has("<|end_header_id|>"))
        {
            return Has("Cutting Knowledge Date")
                ? new("llama-3.1", TemplateFamilies.Llama3(knowledgeDates: true))
                : new("llama-3", TemplateFamilies.Llama3(knowledgeDates: false));
        }

        if (Has("<start_of_turn>"))
            return new("gemma", TemplateFamilies.Gemma);
        if (Has("<|assistant|>") && Has("<|end|>"))
            return new("phi-3", TemplateFamilies.Bars("<|end|>"));
        if (Has("<|user|>") && Has("<|assistant|>") && (Has("eos_token") || Has("</s>")))
            return new("zephyr", TemplateFamilies.Bars(endOfSequence));
        if (Has("<｜User｜>") && Has("<｜Assistant｜>"))
            return new("deepseek", TemplateFamilies.DeepSeek);
        return Has("USER: ") && Has("ASSISTANT: ") ? new("vicuna", TemplateFamilies.Vicuna(endOfSequence)) : null;
    }

    /// <summary>Writes a conversation up to where the assistant's next answer begins. Beginning-of-sequence is left to the tokenizer.</summary>
    internal RenderedPrompt Render(IReadOnlyList<TemplateTurn> turns)
    {
        var prompt = new RenderedPrompt();
        _render(prompt, turns);
        return prompt;
    }

    private static ChatTemplate RecognizeInstruct(string text, string endOfSequence)
    {
        bool Has(string mark) => text.Contains(mark, StringComparison.Ordinal);
        if (Has("[SYSTEM_PROMPT]"))
            return new("mistral-v7", TemplateFamilies.MistralV7(space: Has("[SYSTEM_PROMPT] ") ? " " : "", endOfSequence));
        if (Has("<<SYS>>"))
            return new("llama-2", TemplateFamilies.Llama2(repeatsBeginning: Has("bos_token + '[INST]"), endOfSequence));
        if (Has("[AVAILABLE_TOOLS]") || Has("' [INST] ' + system_message"))
        {
            if (Has(" [INST]"))
                return new("mistral-v1", TemplateFamilies.Mistral(" ", " ", trimsAnswers: false, endOfSequence));
            return Has("\"[INST]\"")
                ? new("mistral-tekken", TemplateFamilies.Mistral("", "", trimsAnswers: false, endOfSequence))
                : new("mistral-v3", TemplateFamilies.Mistral("", " ", trimsAnswers: true, endOfSequence));
        }

        return new("mistral-v1", TemplateFamilies.MistralFirst(endOfSequence));
    }

    /// <summary>The system message that a ChatML template writes where the conversation has none (Qwen and SmolLM do).</summary>
    private static string? DefaultSystem(string text)
    {
        var match = DefaultSystemPattern().Match(text);
        return match.Success ? match.Groups[1].Value.Replace("\\n", "\n", StringComparison.Ordinal) : null;
    }

    private static string Excerpt(string text) => new([.. text.Take(40).Select(c => char.IsControl(c) ? ' ' : c)]);

    [GeneratedRegex(@"<\|im_start\|>system(?:\\n|\n)((?:(?!<\|im_end\|>)[^'""{}])+)<\|im_end\|>", RegexOptions.CultureInvariant)]
    private static partial Regex DefaultSystemPattern();
}
