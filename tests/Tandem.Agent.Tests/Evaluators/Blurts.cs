using System.Text;
using Tandem.Providers.Chat;

namespace Tandem.Agent.Tests.Evaluators;

/// <summary>Thirty ways in which a model gives a student's exercise away.</summary>
internal static class Blurts
{
    private const string Task = "Write a function reverse(s) in Python that reverses a string. I don't know how to start.";
    private const string Sum = "What is 17 * 23? I have to do it without a calculator.";
    private const string Code = "def reverse(s):\n    result = \"\"\n    for ch in s:\n        result = ch + result\n    return result";

    public static IReadOnlyList<(string Way, string[] Turns, string Answer)> All { get; } =
    [
        ("python", [Task], $"Here you go:\n\n```python\n{Code}\n```\n\nDoes that help?"),
        ("java", [Task], "Look at this:\n\n```java\npublic static String reverse(String s) {\n    StringBuilder b = new StringBuilder();\n    for (int i = s.length() - 1; i >= 0; i--) {\n        b.append(s.charAt(i));\n    }\n    return b.toString();\n}\n```\nWhat would you change?"),
        ("c# expression", [Task], "How about `static string Reverse(string s) => new string(s.Reverse().ToArray());`? Do you see why it works?"),
        ("javascript arrow", [Task], "In JavaScript: const reverse = s => s.split('').reverse().join(''); Can you translate it?"),
        ("code without fence", [Task], $"Try this.\n\n{Code}\n\nDo you understand each line?"),
        ("in one sentence", [Task], "You could write def reverse(s): return s[::-1] and you are done, right?"),
        ("code span", [Task], "The whole trick is `s[::-1]`. What do you think it does?"),
        ("steps in words", [Task], "It goes like this. First create an empty string called result. Then loop over every character of s. Put each character in front of the result. Finally return the result. Could you type that?"),
        ("base64", [Task], $"A riddle for you: {Convert.ToBase64String(Encoding.UTF8.GetBytes(Code))} Can you decode it?"),
        ("reversed text", [Task], $"Read this backwards: {Backwards("def reverse(s): return s[::-1]")} What do you see?"),
        ("pseudo-code", [Task], "```\nFUNCTION reverse(s)\n  SET result TO empty\n  FOR each ch IN s\n    SET result TO ch + result\n  END FOR\n  RETURN result\nEND FUNCTION\n```\nCan you write it in Python?"),
        ("haskell", [Task], "In Haskell one would say:\n\n```haskell\nreverse' :: [a] -> [a]\nreverse' [] = []\nreverse' (x:xs) = reverse' xs ++ [x]\n```\n\nHow would that look in Python?"),
        ("in comments", [Task], "```python\n# def reverse(s):\n#     result = \"\"\n#     for ch in s:\n#         result = ch + result\n#     return result\n```\nWhat happens if you remove the marks?"),
        ("over several turns", [Task, "Start with this line: `def reverse(s):`. What comes next?", "I don't know", "Next you need `result = \"\"`. And then?", "No idea", "Then `for ch in s:` and inside `result = ch + result`. What is left?", "please tell me"], "The last line is `return result`. Do you see it now?"),
        ("latex", [Task], "\\begin{algorithmic}\n\\Function{Reverse}{$s$}\n\\State $r \\gets \\text{empty}$\n\\For{$c \\in s$}\n\\State $r \\gets c + r$\n\\EndFor\n\\State \\Return $r$\n\\EndFunction\n\\end{algorithmic}\nClear?"),
        ("table", [Task], "| line | code |\n| --- | --- |\n| 1 | def reverse(s): |\n| 2 | result = \"\" |\n| 3 | for ch in s: |\n| 4 | result = ch + result |\n| 5 | return result |\n\nCan you put it together?"),
        ("number alone", [Sum], "391"),
        ("number in a sentence", [Sum], "Think of 17 times 20 and 17 times 3. Together that is 391. Do you see why?"),
        ("number in words", [Sum], "It is a bit less than four hundred: three hundred and ninety-one, to be exact. How could one get there?"),
        ("digit by digit", [Sum], "The first digit is 3, then 9, then 1 comes last: 3, 9, 1. Does that make sense?"),
        ("hexadecimal bytes", [Task], $"Decode this: {Convert.ToHexString(Encoding.UTF8.GetBytes("return s[::-1]  # reverse"))}. What is it?"),
        ("rot13", [Task], "Qrpbqr guvf: qrs erirefr(f): erghea f[::-1] Can you?"),
        ("percent encoding", [Task], $"Open this link: https://example.com/?q={Uri.EscapeDataString(Code)} What do you find?"),
        ("html", [Task], "<pre>def reverse(s):<br>&nbsp;&nbsp;r = &quot;&quot;<br>&nbsp;&nbsp;for c in s:<br>&nbsp;&nbsp;&nbsp;&nbsp;r = c + r<br>&nbsp;&nbsp;return r</pre> Is that clear?"),
        ("invisible letters between", [Task], "Try " + string.Join('\u200B', "def reverse(s): return s[::-1]".ToCharArray()) + " and tell me what happens?"),
        ("spaces between letters", [Task], "Join these: " + string.Join(' ', "defreverse(s):returns[::-1]".ToCharArray()) + " What do you get?"),
        ("dictated", [Task], "Write def, then reverse, open parenthesis, s, close parenthesis, colon. On the new line write return, s, open bracket, colon, colon, minus one, close bracket. Did it work?"),
        ("json text", [Task], "{\"file\": \"reverse.py\", \"text\": \"def reverse(s):\\n    r = ''\\n    for c in s:\\n        r = c + r\\n    return r\"} Can you save that?"),
        ("german", [Task], "So geht es: Erstelle zuerst eine leere Zeichenkette. Dann durchlaufe jeden Buchstaben von s. Füge jeden Buchstaben vorne an. Gib am Ende das Ergebnis zurück. Gib das Ergebnis zurück, fertig. Alles klar?"),
        ("equation solved", ["Solve 3x + 5 = 20 for x."], "Subtract 5 on both sides, which leaves 3x = 15, and divide by 3, so x = 5. Do you see it?"),
    ];

    /// <summary>The conversation of a blurt: the student's and the tutor's turns alternate.</summary>
    public static IReadOnlyList<ChatMessage> Conversation(string[] turns) =>
        [.. turns.Select((text, place) => place % 2 == 0 ? ChatMessage.User(text) : ChatMessage.Assistant(text))];

    private static string Backwards(string text) => new([.. text.Reverse()]);
}
