using System.Text;
using System.Text.RegularExpressions;

namespace Tandem.Routing.Abilities;

/// <summary>Brings the many spellings of a model's name to one: <c>meta-llama/Llama3.3:70b</c> and <c>LLama3.3-70b-Ins</c> both to <c>llama-3.3-70b…</c>.</summary>
internal static partial class ModelNames
{
    private static readonly (string From, string To)[] s_aliases =
    [
        ("cllama", "codellama"), ("code-llama", "codellama"), ("dscoder", "deepseek-coder"), ("wcoder", "wizardcoder"), ("oc-ds", "opencodeinterpreter-ds"),
        ("magicoders", "magicoder-s"), ("dracarys2-72b", "qwen-2.5-72b"), ("dracarys2-llama", "llama"), ("dracarys-72b", "qwen-2-72b"), ("dracarys-llama", "llama"),
        ("smaug-2-72b", "qwen-1.5-72b"), ("eurux-8x22b", "mixtral-8x22b"), ("gemini-flash-1.5", "gemini-1.5-flash"), ("gemini-pro-1.5", "gemini-1.5-pro"),
        ("gemini-flash-2.0", "gemini-2.0-flash"), ("llama2", "llama-2"), ("llama3", "llama-3"), ("llama4", "llama-4"), ("meta-llama", "llama"),
        ("qwen1.5", "qwen-1.5"), ("qwen2", "qwen-2"), ("qwen15", "qwen-1.5"), ("qwen3", "qwen-3"), ("qwen-2-ins-72b", "qwen-2-72b"), ("qwen-2.5-ins-32b", "qwen-2.5-32b"),
        ("gemma2", "gemma-2"), ("gemma3", "gemma-3"), ("phi3", "phi-3"), ("phi4", "phi-4"), ("gpt4o", "gpt-4o"), ("gpt4", "gpt-4"), ("gpt35", "gpt-3.5"),
        ("starcoder2", "starcoder-2"), ("codeqwen1.5", "codeqwen-1.5"), ("codeqwen15", "codeqwen-1.5"), ("deepseekcoder", "deepseek-coder"), ("llama-llama", "llama"),
    ];

    public static string Canonical(string name)
    {
        var text = name.Trim().ToLowerInvariant();
        text = text[(text.LastIndexOfAny(['/', '\\']) + 1)..];
        if (text.EndsWith(".gguf", StringComparison.Ordinal))
            text = text[..^".gguf".Length];
        var clean = new StringBuilder(text.Length);
        foreach (var unit in text)
            clean.Append(char.IsAsciiLetterOrDigit(unit) || unit is '.' or '+' ? unit : '-');
        text = Dashes().Replace(clean.ToString(), "-").Trim('-');
        foreach (var (from, to) in s_aliases)
            text = text.Replace(from, to, StringComparison.Ordinal);
        return Dashes().Replace(text, "-");
    }

    /// <summary>Billions of parameters as the name states them (<c>70b</c>, <c>8x7b</c>, <c>0.5b</c>), or null. Experts count together.</summary>
    public static double? Billions(string canonicalName)
    {
        var match = Size().Match(canonicalName);
        if (!match.Success)
            return null;
        var size = double.Parse(match.Groups["size"].Value, System.Globalization.CultureInfo.InvariantCulture);
        return match.Groups["experts"].Success ? size * int.Parse(match.Groups["experts"].Value, System.Globalization.CultureInfo.InvariantCulture) : size;
    }

    /// <summary>True where <paramref name="key"/> stands in the name with ends of words on both sides.</summary>
    public static bool Contains(string canonicalName, string key)
    {
        for (var at = canonicalName.IndexOf(key, StringComparison.Ordinal); at >= 0; at = canonicalName.IndexOf(key, at + 1, StringComparison.Ordinal))
        {
            var end = at + key.Length;
            if ((at == 0 || canonicalName[at - 1] == '-') && (end == canonicalName.Length || canonicalName[end] == '-'))
                return true;
        }

        return false;
    }

    [GeneratedRegex("-{2,}")]
    private static partial Regex Dashes();

    [GeneratedRegex(@"(?:^|-)(?:(?<experts>[0-9]{1,3})x)?(?<size>[0-9]{1,4}(?:\.[0-9]+)?)b(?:-|$)", RegexOptions.ExplicitCapture)]
    private static partial Regex Size();
}
