using System.Runtime.InteropServices;
using System.Text;
using Tandem.Llama.Templates;

namespace Tandem.Llama.Tests.Reference;

/// <summary>The same conversation through the reference's built-in templates, for the families where it follows the models' own text.</summary>
public sealed unsafe class ChatTemplateTests
{
    private static readonly TemplateTurn[] Conversation =
    [
        new(TemplateRole.System, "Be brief."),
        new(TemplateRole.User, "Hi there"),
        new(TemplateRole.Assistant, "Hello!"),
        new(TemplateRole.User, "What is 2+2?"),
    ];

    [Theory]
    [InlineData("chatml", "{% for m in messages %}{{'<|im_start|>' + m['role'] + '\n' + m['content'] + '<|im_end|>' + '\n'}}{% endfor %}", "</s>")]
    [InlineData("llama-3", "{{ '<|start_header_id|>' + message['role'] + '<|end_header_id|>\n\n'+ message['content'] | trim + '<|eot_id|>' }}", "<|eot_id|>")]
    [InlineData("mistral-v1", "{{ ' [INST] ' + system_message }} [INST] [/INST]", "</s>")]
    [InlineData("mistral-v3", "[AVAILABLE_TOOLS] '[INST] ' [/INST]", "</s>")]
    [InlineData("mistral-tekken", "[AVAILABLE_TOOLS] \"[INST]\" [/INST]", "</s>")]
    [InlineData("mistral-v7", "[SYSTEM_PROMPT] [INST] [/INST]", "</s>")]
    [InlineData("zephyr", "<|user|> <|assistant|> <|endoftext|> eos_token", "<|endoftext|>")]
    [InlineData("gemma", "<start_of_turn>user", "</s>")]
    [InlineData("phi-3", "<|user|><|assistant|><|end|>", "</s>")]
    public void Conversations_read_as_in_the_reference(string family, string template, string end)
    {
        var ours = ChatTemplate.Recognize(template, end);
        Assert.Equal(family, ours?.Family);
        if (ReferenceLibrary.Instance is not { } library)
        {
            Assert.Skip(ReferenceLibrary.HowToInstall);
            return;
        }

        // The reference knows zephyr by the bare user mark; with the assistant's it takes the template for another family.
        var known = family == "zephyr" ? "zephyr" : template;
        Assert.Equal(Reference(library, known), ours!.Render(Conversation).Text);
    }

    private static string Reference(ReferenceLibrary library, string template)
    {
        var buffer = new byte[4_096];
        var strings = new List<nint>();
        nint Text(string text)
        {
            strings.Add(Marshal.StringToCoTaskMemUTF8(text));
            return strings[^1];
        }

        var messages = Conversation.SelectMany(turn => new[] { Text(turn.Role.ToString().ToLowerInvariant()), Text(turn.Content) }).ToArray();
        fixed (nint* start = messages)
        fixed (byte* target = buffer)
        {
            var length = ((delegate* unmanaged<nint, nint*, nuint, byte, byte*, int, int>)library.Export("llama_chat_apply_template"))(
                Text(template), start, (nuint)Conversation.Length, 1, target, buffer.Length);
            strings.ForEach(Marshal.FreeCoTaskMem);
            return Encoding.UTF8.GetString(buffer, 0, length);
        }
    }
}
