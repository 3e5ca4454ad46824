using System.Buffers;
using System.Text;

namespace Tandem.Agent.Permissions;

/// <summary>Reads a command line as far as permissions need it. What is not plain is not understood, and so never allowed by a rule.</summary>
internal static class ShellCommand
{
    private const int MaxSuspects = 2_000;

    private static readonly HashSet<string> Keywords = new(StringComparer.Ordinal)
    {
        "if", "then", "else", "elif", "fi", "for", "while", "until", "do", "done", "case", "esac", "function", "select", "time", "!", "{", "}", "[[", "eval", "exec", "source", ".",
    };

    private static readonly SearchValues<char> NeedsQuotes = SearchValues.Create(" \t\n;&|<>()*?");

    private static readonly string[] HarmlessRedirections = ["2>&1", ">/dev/null", "2>/dev/null", "</dev/null", "&>/dev/null"];

    /// <summary>The simple commands of a list or pipeline, each as its words joined by single blanks, with quotes only where a word needs them.</summary>
    /// <returns>False where the line has expansions, substitutions, redirections to files, subshells, keywords, assignments, or characters that do not show.</returns>
    public static bool TryParse(string command, out IReadOnlyList<string> parts)
    {
        parts = [];
        if (HiddenCharacters.InCommand(command) || new Reader(command).Read() is not { } read) return false;
        parts = read;
        return read.Count > 0;
    }

    /// <summary>Everything in the line that may be run as a command, however it is wrapped: for rules that deny, which had rather match too much.</summary>
    public static IEnumerable<string> Suspects(string command)
    {
        var plain = command.Replace("\\\n", " ", StringComparison.Ordinal).Replace("\\", "", StringComparison.Ordinal).Replace("\"", "", StringComparison.Ordinal).Replace("'", "", StringComparison.Ordinal);
        return plain.Split([';', '&', '|', '\n', '\r', '(', ')', '`', '{', '}', '<', '>'], StringSplitOptions.RemoveEmptyEntries)
            .SelectMany(Suffixes).Take(MaxSuspects);
    }

    /// <summary><c>sudo env X=1 rm -rf a</c> runs <c>rm -rf a</c>, so every end of the line is one; and so is each with its program's folder taken off.</summary>
    private static IEnumerable<string> Suffixes(string part)
    {
        var words = part.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
        for (var i = 0; i < words.Length; i++)
        {
            yield return string.Join(' ', words[i..]);
            var slash = words[i].LastIndexOf('/');
            if (slash >= 0 && slash < words[i].Length - 1) yield return string.Join(' ', [words[i][(slash + 1)..], .. words[(i + 1)..]]);
        }
    }

    private sealed class Reader(string text)
    {
        private readonly List<string> _parts = [];
        private readonly List<string> _words = [];
        private readonly StringBuilder _word = new();
        private bool _inWord;
        private bool _quoted;

        public List<string>? Read()
        {
            for (var i = 0; i < text.Length; i++)
            {
                switch (text[i])
                {
                    case ' ' or '\t':
                        EndWord();
                        break;
                    case '\'':
                        if (Single(ref i)) break;
                        return null;
                    case '"':
                        if (Double(ref i)) break;
                        return null;
                    case ';' or '\n' or '|' or '&':
                        if (Redirection(ref i)) break;
                        EndWord();
                        if (!EndPart()) return null;
                        if (i + 1 < text.Length && text[i] != ';' && text[i + 1] == text[i]) i++;
                        break;
                    case '<' or '>':
                        if (Redirection(ref i)) break;
                        return null;
                    case '2' when !_inWord && Redirection(ref i):
                        break;
                    case '#' when !_inWord:
                        return null;
                    case '$' or '`' or '\\' or '(' or ')' or '{' or '}' or '*' or '?' or '[' or '!' or '^' or '\0':
                        return null;
                    case '~' when !_inWord:
                        return null;
                    default:
                        _inWord = true;
                        _word.Append(text[i]);
                        break;
                }
            }
            EndWord();
            return _words.Count == 0 || EndPart() ? _parts : null;
        }

        private bool Single(ref int i)
        {
            var end = text.IndexOf('\'', i + 1);
            if (end < 0) return false;
            Quoted(text.AsSpan(i + 1, end - i - 1));
            i = end;
            return true;
        }

        private bool Double(ref int i)
        {
            var end = text.IndexOf('"', i + 1);
            if (end < 0 || text.AsSpan(i + 1, end - i - 1).IndexOfAny('$', '`', '\\') >= 0) return false;
            Quoted(text.AsSpan(i + 1, end - i - 1));
            i = end;
            return true;
        }

        private void Quoted(ReadOnlySpan<char> inside)
        {
            _inWord = true;
            _quoted |= inside.IsEmpty || inside.ContainsAny(NeedsQuotes);
            _word.Append(inside);
        }

        private bool Redirection(ref int i)
        {
            foreach (var harmless in HarmlessRedirections)
            {
                if (!text.AsSpan(i).StartsWith(harmless, StringComparison.Ordinal)) continue;
                var after = i + harmless.Length;
                if (after < text.Length && text[after] is not (' ' or '\t' or ';' or '\n' or '|' or '&')) continue;
                EndWord();
                i = after - 1;
                return true;
            }
            return false;
        }

        private void EndWord()
        {
            if (!_inWord) return;
            // A word with a blank keeps its quotes, so that "dotnet test" as one word is not taken for two.
            _words.Add(_quoted ? $"'{_word}'" : _word.ToString());
            _word.Clear();
            (_inWord, _quoted) = (false, false);
        }

        private bool EndPart()
        {
            if (_words.Count == 0) return _parts.Count > 0; // A separator with nothing before it is not plain.
            if (Keywords.Contains(_words[0]) || _words[0].Contains('=', StringComparison.Ordinal)) return false;
            _parts.Add(string.Join(' ', _words));
            _words.Clear();
            return true;
        }
    }
}
