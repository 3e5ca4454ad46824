using System.Text.RegularExpressions;

namespace Tandem.CodeIndex.Symbols;

/// <summary>Outlines languages whose bodies stand in braces, by the words before each opening brace.</summary>
/// <remarks>Works on code without comments and strings. It knows no grammar: a head that looks like no definition is just a block.</remarks>
internal static class BraceScanner
{
    private const int MaxHead = 600; // A longer run before a brace is an initialiser or data.

    private static readonly Regex TypeHead = Linear(@"(?:^|[\s;})\]])(?<kind>class|interface|struct|enum|trait|record|module|namespace|object|protocol|union|extension|annotation|mod|actor|mixin)\s+(?:class\s+|struct\s+)?(?<name>[A-Za-z_$][\w$.:]*)|(?:^|\s)type\s+(?<name>\w+)(?:\[[^\]]*\])?\s+(?<kind>struct|interface)\s*$|(?:^|\s)(?<kind>type)\s+(?<name>\w+)\s*(?:<[^=]*>)?\s*=\s*$");

    private static readonly Regex ImplHead = Linear(@"(?:^|\s)impl\b\s*(?:<[^{]*?>\s*)?(?:[\w:<>&, ]+?\s+for\s+)?(?<name>[A-Za-z_]\w*)[^{(]*$");

    private static readonly Regex FunctionHead = Linear(@"(?:^|\s)(?:function\s*\*?|func|fn|fun|def|sub)\s+(?:\(\s*\w*\s*\*?(?<receiver>\w+)(?:\[[^\]]*\])?\s*\)\s*)?(?:<[^(]*>\s*)?(?:[A-Z]\w*\.)?(?<name>[A-Za-z_$][\w$]*)\s*[(<\[]");

    private static readonly Regex BoundFunction = Linear(@"(?:^|[\s.])(?<name>[A-Za-z_$][\w$]*)\s*(?::[^=({;]*)?[=:]\s*(?:async\s*)?(?:function\b[^(]*)?(?:<[^(]*>)?(?:\([^{}]*\)\s*(?::[^={}]*)?|\w+\s*)(?:=>)?\s*$");

    private static readonly Regex Alias = Linear(@"(?:^|\s)(?<kind>type|typealias|typedef)\s+(?<name>[A-Za-z_]\w*)\s*(?:<[^=]*>)?\s*(?:=|$)|(?:^|\s)(?<kind>const|static|let|var|final)\s+(?:readonly\s+|mut\s+|final\s+|[\w<>\[\],.]+\s+)*?(?<name>[A-Za-z_$][\w$]*)\s*(?::[^=]*)?=|(?:^|\s)(?<kind>record|class|object|struct)\s+(?<name>[A-Za-z_]\w*)\s*[(<]");

    private static readonly HashSet<string> NotNames = new(StringComparer.Ordinal)
    {
        "if", "for", "foreach", "while", "switch", "catch", "using", "lock", "fixed", "return", "else", "do", "try", "with", "when", "match", "new", "throw",
        "await", "yield", "sizeof", "typeof", "synchronized", "elif", "elseif", "unless", "until", "case", "select", "go", "defer", "loop", "unsafe", "super",
        "this", "function", "func", "fn", "fun", "assert", "in", "of", "as", "not", "and", "or", "guard", "let", "var", "val", "const", "default", "delete",
    };

    public static List<Symbol> Scan(string code, LineMap lines, bool bareMethods)
    {
        var found = new List<Symbol>();
        var open = new Stack<(int Index, string Name)>(); // Index of the symbol whose body this brace opened, or -1.
        var head = 0;
        for (var i = 0; i < code.Length; i++)
        {
            switch (code[i])
            {
                case '{':
                    open.Push(Open(code, head, i, lines, found, open, bareMethods));
                    head = i + 1;
                    break;
                case '}':
                    if (open.TryPop(out var closed) && closed.Index >= 0) found[closed.Index] = found[closed.Index] with { EndLine = lines.LineOf(i) };
                    head = i + 1;
                    break;
                case ';':
                    if (!InParentheses(code, head, i)) head = TakeStatement(code, head, i, lines, found, open);
                    break;
                default:
                    break;
            }
        }

        for (var i = 0; i < found.Count; i++) // Never closed: the file ends inside, or a macro hides the brace.
            if (found[i].EndLine < found[i].Line) found[i] = found[i] with { EndLine = lines.Count };
        return found;
    }

    private static (int Index, string Name) Open(string code, int head, int brace, LineMap lines, List<Symbol> found, Stack<(int, string)> open, bool bareMethods)
    {
        if (Define(code, head, brace, lines, open, bareMethods) is not { } symbol) return (-1, "");
        found.Add(symbol with { EndLine = 0 });
        return (found.Count - 1, IsType(symbol.Kind) ? symbol.Name : "");
    }

    /// <summary>Definitions that end in a semicolon: type aliases, constants, arrow functions and records without a body.</summary>
    private static int TakeStatement(string code, int head, int end, LineMap lines, List<Symbol> found, Stack<(int, string)> open)
    {
        // Statements inside functions are no definitions; only types and the top level have members.
        if (end - head <= MaxHead && (open.Count == 0 || open.Peek().Item2.Length > 0))
        {
            var match = Alias.Match(code, head, end - head);
            if (match.Success) found.Add(At(match.Groups["name"].Index, match.Groups["name"].Value, match.Groups["kind"].Value, lines, open) with { EndLine = lines.LineOf(end) });
        }

        return end + 1;
    }

    private static Symbol? Define(string code, int head, int brace, LineMap lines, Stack<(int, string)> open, bool bareMethods)
    {
        var start = Math.Max(head, brace - MaxHead);
        while (start < brace && char.IsWhiteSpace(code[start])) start++;
        var length = brace - start;
        if (length < 3 || NotNames.GetAlternateLookup<ReadOnlySpan<char>>().Contains(FirstWord(code.AsSpan(start, length)))) return null;
        var type = TypeHead.Match(code, start, length);
        if (type.Success) return At(type.Groups["name"].Index, type.Groups["name"].Value, type.Groups["kind"].Value, lines, open);
        if (ImplHead.Match(code, start, length) is { Success: true } impl) return At(impl.Groups["name"].Index, impl.Groups["name"].Value, "impl", lines, open);
        var kind = open.Any(o => o.Item2.Length > 0) ? "method" : "function";
        foreach (var pattern in (ReadOnlySpan<Regex>)[FunctionHead, BoundFunction])
        {
            var match = pattern.Match(code, start, length);
            if (!match.Success) continue;
            var symbol = At(match.Groups["name"].Index, match.Groups["name"].Value, kind, lines, open);
            return match.Groups["receiver"] is { Length: > 0 } receiver ? symbol with { Container = receiver.Value, Kind = "method" } : symbol;
        }

        if (!bareMethods || BareMethodName(code, start, brace) is not var (nameStart, nameEnd)) return null;
        var name = code[nameStart..nameEnd];
        return NotNames.Contains(name) ? null : At(nameStart, name, kind, lines, open);
    }

    /// <summary>The name before the first parenthesis that closes before the body, past annotations.</summary>
    private static (int Start, int End)? BareMethodName(string code, int start, int brace)
    {
        for (var i = start; i < brace; i++)
        {
            if (code[i] is '=' or '.' or '?') return null; // An expression, not a head.
            if (code[i] != '(') continue;
            var end = i;
            while (end > start && char.IsWhiteSpace(code[end - 1])) end--;
            if (end > start && code[end - 1] == '>') end = code.LastIndexOf('<', end - 1, end - start) is > 0 and var generic ? generic : end;
            var name = end;
            while (name > start && (char.IsLetterOrDigit(code[name - 1]) || code[name - 1] is '_' or '$' or '~')) name--;
            var depth = 0;
            for (; i < brace; i++)
            {
                depth += code[i] == '(' ? 1 : code[i] == ')' ? -1 : 0;
                if (depth == 0) break;
            }

            if (depth != 0 || name == end) return null;
            if (name > start && code[name - 1] == '@') continue; // An annotation's arguments.
            return char.IsDigit(code[name]) ? null : (name, end);
        }

        return null;
    }

    private static ReadOnlySpan<char> FirstWord(ReadOnlySpan<char> text)
    {
        var end = 0;
        while (end < text.Length && char.IsLetter(text[end])) end++;
        var word = text[..end];
        // These open definitions as well as statements.
        return word is "function" or "func" or "fn" or "fun" or "let" or "const" or "var" or "val" or "default" or "unsafe" ? default : word;
    }

    private static Symbol At(int offset, string name, string kind, LineMap lines, Stack<(int Index, string Name)> open)
    {
        var line = lines.LineOf(offset);
        var container = string.Join('.', open.Where(o => o.Name.Length > 0).Select(o => o.Name).Reverse());
        return new Symbol(name, container, kind is "final" ? "field" : kind, line, line);
    }

    private static bool IsType(string kind) => kind is not ("method" or "function");

    private static bool InParentheses(string code, int from, int to)
    {
        var depth = 0;
        foreach (var c in code.AsSpan(Math.Max(from, to - MaxHead), Math.Min(to - from, MaxHead)))
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
        return depth > 0; // for (;;)
    }

    /// <summary>Without backtracking, so that hostile source costs linear time.</summary>
    private static Regex Linear(string pattern) => new(pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
}
