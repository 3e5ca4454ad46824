namespace Tandem.Llama.Templates;

/// <summary>The written form of each family. Sources: the templates in the models' own files.</summary>
internal static class TemplateFamilies
{
    public static Action<RenderedPrompt, IReadOnlyList<TemplateTurn>> ChatMl(string? defaultSystem) => (prompt, turns) =>
    {
        if (defaultSystem is not null && turns is not [{ Role: TemplateRole.System }, ..])
            prompt.Markup($"<|im_start|>system\n{defaultSystem}<|im_end|>\n");
        foreach (var turn in turns)
            prompt.Markup($"<|im_start|>{Name(turn.Role)}\n").Content(turn.Content).Markup("<|im_end|>\n");
        prompt.Markup("<|im_start|>assistant\n");
    };

    /// <summary>3.1 and 3.2 tell the model two dates, at the head of a system message that is always there.</summary>
    public static Action<RenderedPrompt, IReadOnlyList<TemplateTurn>> Llama3(bool knowledgeDates) => (prompt, turns) =>
    {
        void Header(string role) => prompt.Markup($"<|start_header_id|>{role}<|end_header_id|>\n\n");
        if (knowledgeDates)
        {
            Header("system");
            prompt.Markup("Cutting Knowledge Date: December 2023\nToday Date: 26 Jul 2024\n\n"); // The template's own default date.
            if (turns is [{ Role: TemplateRole.System } system, ..])
            {
                prompt.Content(system.Content.Trim());
                turns = [.. turns.Skip(1)];
            }

            prompt.Markup("<|eot_id|>");
        }

        foreach (var turn in turns)
        {
            Header(Name(turn.Role));
            prompt.Content(turn.Content.Trim()).Markup("<|eot_id|>");
        }

        Header("assistant");
    };

    public static Action<RenderedPrompt, IReadOnlyList<TemplateTurn>> Llama2(bool repeatsBeginning, string end) => (prompt, turns) =>
    {
        var open = false;
        var first = true;
        foreach (var turn in turns)
        {
            if (!open && turn.Role != TemplateRole.Assistant)
            {
                prompt.Markup(first || !repeatsBeginning ? "[INST] " : "<s>[INST] ");
                (open, first) = (true, false);
            }

            switch (turn.Role)
            {
                case TemplateRole.System:
                    prompt.Markup("<<SYS>>\n").Content(turn.Content).Markup("\n<</SYS>>\n\n");
                    break;
                case TemplateRole.User:
                    prompt.Content(turn.Content.Trim()).Markup(" [/INST]");
                    break;
                default:
                    prompt.Markup(" ").Content(turn.Content.Trim()).Markup(" " + end);
                    open = false;
                    break;
            }
        }
    };

    /// <summary>Mistral with a system message before the user's text. The spaces differ between the tokenizers' generations.</summary>
    public static Action<RenderedPrompt, IReadOnlyList<TemplateTurn>> Mistral(string leading, string trailing, bool trimsAnswers, string end) =>
        (prompt, turns) =>
        {
            var open = false;
            foreach (var turn in turns)
            {
                if (!open && turn.Role != TemplateRole.Assistant)
                {
                    prompt.Markup($"{leading}[INST]{trailing}");
                    open = true;
                }

                switch (turn.Role)
                {
                    case TemplateRole.System:
                        prompt.Content(turn.Content).Markup("\n\n");
                        break;
                    case TemplateRole.User:
                        prompt.Content(turn.Content).Markup($"{leading}[/INST]");
                        break;
                    default:
                        prompt.Markup(trailing).Content(trimsAnswers ? turn.Content.Trim() : turn.Content).Markup(end);
                        open = false;
                        break;
                }
            }
        };

    /// <summary>The first Mistral Instruct templates, which know no system message: it goes before the user's text.</summary>
    public static Action<RenderedPrompt, IReadOnlyList<TemplateTurn>> MistralFirst(string end) => (prompt, turns) =>
    {
        var system = "";
        foreach (var turn in turns)
        {
            switch (turn.Role)
            {
                case TemplateRole.System:
                    system += turn.Content + "\n";
                    break;
                case TemplateRole.User:
                    prompt.Markup("[INST] ").Content(system + turn.Content).Markup(" [/INST]");
                    system = "";
                    break;
                default:
                    prompt.Content(turn.Content).Markup(end);
                    break;
            }
        }
    };

    public static Action<RenderedPrompt, IReadOnlyList<TemplateTurn>> MistralV7(string space, string end) => (prompt, turns) =>
    {
        foreach (var turn in turns)
        {
            switch (turn.Role)
            {
                case TemplateRole.System:
                    prompt.Markup("[SYSTEM_PROMPT]" + space).Content(turn.Content).Markup("[/SYSTEM_PROMPT]");
                    break;
                case TemplateRole.User:
                    prompt.Markup("[INST]" + space).Content(turn.Content).Markup("[/INST]");
                    break;
                default:
                    prompt.Markup(space).Content(turn.Content).Markup(end);
                    break;
            }
        }
    };

    /// <summary>Zephyr, TinyLlama and Phi-3: the role between bars, an end mark after each turn.</summary>
    public static Action<RenderedPrompt, IReadOnlyList<TemplateTurn>> Bars(string end) => (prompt, turns) =>
    {
        foreach (var turn in turns)
            prompt.Markup($"<|{Name(turn.Role)}|>\n").Content(turn.Content).Markup(end + "\n");
        prompt.Markup("<|assistant|>\n");
    };

    public static Action<RenderedPrompt, IReadOnlyList<TemplateTurn>> Vicuna(string end) => (prompt, turns) =>
    {
        foreach (var turn in turns)
        {
            switch (turn.Role)
            {
                case TemplateRole.System:
                    prompt.Content(turn.Content).Markup("\n\n");
                    break;
                case TemplateRole.User:
                    prompt.Markup("USER: ").Content(turn.Content).Markup("\n");
                    break;
                default:
                    prompt.Markup("ASSISTANT: ").Content(turn.Content).Markup(end + "\n");
                    break;
            }
        }

        prompt.Markup("ASSISTANT:");
    };

    /// <summary>Gemma knows no system role: its text goes before the first user's.</summary>
    public static void Gemma(RenderedPrompt prompt, IReadOnlyList<TemplateTurn> turns)
    {
        var system = "";
        foreach (var turn in turns)
        {
            if (turn.Role == TemplateRole.System)
            {
                system += turn.Content.Trim();
                continue;
            }

            prompt.Markup(turn.Role == TemplateRole.User ? "<start_of_turn>user\n" : "<start_of_turn>model\n");
            if (system.Length > 0 && turn.Role == TemplateRole.User)
            {
                prompt.Content(system).Markup("\n\n");
                system = "";
            }

            prompt.Content(turn.Content.Trim()).Markup("<end_of_turn>\n");
        }

        prompt.Markup("<start_of_turn>model\n");
    }

    public static void DeepSeek(RenderedPrompt prompt, IReadOnlyList<TemplateTurn> turns)
    {
        foreach (var turn in turns)
        {
            switch (turn.Role)
            {
                case TemplateRole.System:
                    prompt.Content(turn.Content);
                    break;
                case TemplateRole.User:
                    prompt.Markup("<｜User｜>").Content(turn.Content);
                    break;
                default:
                    prompt.Markup("<｜Assistant｜>").Content(turn.Content).Markup("<｜end▁of▁sentence｜>");
                    break;
            }
        }

        prompt.Markup("<｜Assistant｜>");
    }

    private static string Name(TemplateRole role) => role switch
    {
        TemplateRole.System => "system",
        TemplateRole.User => "user",
        _ => "assistant",
    };
}
