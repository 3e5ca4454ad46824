using System.Text.RegularExpressions;

namespace Tandem.CodeIndex.Symbols;

/// <summary>Outlines languages whose bodies show by their indentation: Python, and those that end a block with a word at the column of its head.</summary>
internal static partial class IndentScanner
{
    public static List<Symbol> Scan(string code)
    {
        var found = new List<Symbol>();
        var open = new Stack<(int Index, int Indent)>();
        var line = 0;
        var lastText = 0;
        foreach (var range in code.AsSpan().Split('\n'))
        {
            line++;
            var text = code.AsSpan(range).TrimEnd();
            var indent = text.Length - text.TrimStart().Length;
            if (text.Length == indent) continue; // Blank lines belong to what goes on after them.
            while (open.TryPeek(out var top) && top.Indent >= indent)
            {
                // A closing word, or the bracket of a long parameter list, still belongs to the block.
                var closes = top.Indent == indent && text[indent..] is "end" or ")" or "):" or "]" or "}";
                if (closes && text[indent..] is not "end") break;
                found[top.Index] = found[top.Index] with { EndLine = closes ? line : lastText };
                open.Pop();
            }

            lastText = line;
            Take(code, range.Start.GetOffset(code.Length), text, indent, line, found, open);
        }

        foreach (var (index, _) in open) found[index] = found[index] with { EndLine = Math.Max(found[index].Line, lastText) };
        return found;
    }

    private static void Take(string code, int start, ReadOnlySpan<char> text, int indent, int line, List<Symbol> found, Stack<(int Index, int Indent)> open)
    {
        var match = Head().Match(code, start, text.Length);
        if (match.Success)
        {
            var container = string.Join('.', open.Reverse().Select(o => found[o.Index]).Where(s => IsType(s.Kind)).Select(s => s.Name));
            var word = match.Groups["kind"].Value;
            var kind = IsType(word) ? word : container.Length > 0 ? "method" : "function";
            found.Add(new Symbol(match.Groups["name"].Value, container, kind, line, line));
            open.Push((found.Count - 1, indent));
            return;
        }

        if (open.Count > 0 && !IsType(found[open.Peek().Index].Kind)) return; // Assignments inside functions are locals.
        var constant = Constant().Match(code, start, text.Length);
        if (constant.Success) found.Add(new Symbol(constant.Groups["name"].Value, open.Count > 0 ? found[open.Peek().Index].Name : "", "const", line, line));
    }

    private static bool IsType(string kind) => kind is "class" or "module" or "defmodule" or "type" or "namespace" or "protocol";

    [GeneratedRegex(@"^[ \t]*(?:async\s+|local\s+|private\s+|public\s+)?(?<kind>def|class|module|defmodule|defp|defmacro|defprotocol|function|type|namespace|member|let)\s+(?:rec\s+|inline\s+|self\.|this\.|\w+[.:])?(?<name>[A-Za-z_][\w:.]*[?!]?)(?=[\s(:<,=]|$)", RegexOptions.CultureInvariant)]
    private static partial Regex Head();

    [GeneratedRegex(@"^[ \t]*(?<name>[A-Za-z_]\w*)\s*(?::[^=]+)?=(?!=)", RegexOptions.CultureInvariant)]
    private static partial Regex Constant();
}
