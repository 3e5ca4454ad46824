using System.Text.RegularExpressions;

namespace Tandem.Agent.Evaluators.Solutions;

/// <summary>Tells lines of code from lines of prose, by what is common to most languages.</summary>
internal static partial class CodeLine
{
    public static bool IsCode(string line) =>
        line.Length is > 0 and <= 400
        && (IsFunction(line) || Assignment().IsMatch(line) || Control().IsMatch(line) || IsResult(line) || Call().IsMatch(line) || Terminated().IsMatch(line)
            || PseudoCode().IsMatch(line) || Query().IsMatch(line));

    /// <summary>Code that does something: a call alone only asks.</summary>
    public static bool IsStatement(string code) => IsFunction(code) || Assignment().IsMatch(code) || Control().IsMatch(code) || IsResult(code);

    public static bool IsFunction(string line) => Function().IsMatch(line);

    public static bool IsResult(string line) => Result().IsMatch(line) && (!ReturnsProse().IsMatch(line));

    /// <summary>Code in the middle of a sentence; null = none.</summary>
    public static string? Embedded(string line) => Within().Match(line) is { Success: true } match ? match.Value : null;

    /// <summary>A header with its body on the same line; an empty body where there is none.</summary>
    public static (string Header, string Body) HeaderWithBody(string statement)
    {
        if (OneLine().Match(statement) is { Success: true } match)
            return (match.Groups["header"].Value, match.Groups["body"].Value.Trim());
        return (statement, "");
    }

    [GeneratedRegex(@"\bdef\s+\w+\s*\(|\bfunction\b\s*\*?\s*\w*\s*\(|\b(func|fun|fn|sub)\s+(\([^)]*\)\s*)?\w+\s*[(<\[]|\((define|defn|defun)\s|\blambda\b[^:\n]*:|\)\s*=>|\b\w+\s*=>|\)\s*->\s*\w*\s*[{(]|\\\w+\s*->|"
        + @"^(public|private|protected|internal|static|async|override|virtual|final|export|inline|const(expr)?)(\s+[\w<>\[\],?*&:]+)+\s*\(|"
        + @"^(int|long|double|float|bool|boolean|char|string|String|void|auto|var|List<\w+>|std::\w+|IEnumerable<\w+>|vector<\w+>)[\[\]*&?]*\s+\w+\s*\([^)]*\)\s*(\{|=>|$)|^(FUNCTION|PROCEDURE|ALGORITHM|[Ff]unction|[Pp]rocedure)\s+\w+\s*(\(|$)", RegexOptions.None, 1_000)]
    private static partial Regex Function();

    /// <summary>A name, or names, get a value. At most four words stand before the sign.</summary>
    [GeneratedRegex(@"^((let|const|var|val|mut|my|auto|final|int|long|double|float|bool|boolean|char|string|String|dim|set)\s+)*[\w.$@]+(\[[^\]]*\])?(\s*,\s*[\w.$@]+(\[[^\]]*\])?)*(\s+[\w()\[\]:,]+){0,3}\s*([-+*/%|&^]|\*\*|//|<<|>>|:|\?\?)?=(?![=>])\s*\S|^[\w.\[\]]+\s*(<-|←|:=|\+=|-=|\*=)\s*\S|^\w+(\+\+|--)$", RegexOptions.None, 1_000)]
    private static partial Regex Assignment();

    [GeneratedRegex(@"^\}?\s*(for|foreach|while|if|elif|else if|switch|match|catch|until|unless|case)\s*\(.*|^(for|foreach)\s+[\w, ()&]+\s+(in|of|:|<-|:=|from)\s+.*|^for\s+\w+\s*:?=.*|^(while|if|elif|unless|until)\s+(?=.*[=<>()\[\]%!]).*[:{]?$|^(if|while|elif)\s+(not\s+)?\w+:$|^(else|try|finally|do|loop)\s*[:{]$", RegexOptions.None, 1_000)]
    private static partial Regex Control();

    [GeneratedRegex(@"^(return|yield|yield return)\b(\s+\S|;|$)|^(print|println|printf|puts|echo|display|console\.\w+|System\.out\.\w+|Console\.\w+|fmt\.\w+|cout|std::cout|document\.write)\s*[(!<""']|^(RETURN|OUTPUT|PRINT|DISPLAY)\b", RegexOptions.None, 1_000)]
    private static partial Regex Result();

    /// <summary>An English or German sentence that begins with the word.</summary>
    [GeneratedRegex(@"^return(\s+[a-z]+){5,}[.!]?$|^return (to|home|when|once)\b", RegexOptions.None, 1_000)]
    private static partial Regex ReturnsProse();

    [GeneratedRegex(@"^[\w.:$@]+(\([^\n]*\)|!\([^\n]*\))(\.\w+\([^\n]*\))*;?$", RegexOptions.None, 1_000)]
    private static partial Regex Call();

    [GeneratedRegex(@"^(?=.*[=()+\[\]]).*;$|^[)}\]]+[;,]?$|^.*\)\s*\{$", RegexOptions.None, 1_000)]
    private static partial Regex Terminated();

    [GeneratedRegex(@"^(FOR|WHILE|IF|ELSE|ELSEIF|SET|REPEAT|UNTIL|INPUT|DECLARE|CALL|LET|INCREMENT|APPEND|ADD|SWAP)\b|(?i:^(set|let)\s+\w+\s+(to|be|=|:=)\s+\S|^for\s+(each|every|all)\s+\w+.*\b(in|of)\b|^for\s+\w+\s+(from|=)\s+|^(while|repeat)\b.*\b(do|until)\b:?|^if\b.*\bthen\b|^(increment|decrement)\s+\w+|^(append|add|push|prepend)\s+\S+\s+(to|onto|in)\s+(the\s+)?\w+\.?$|^swap\s+\S+\s+(and|with)\s+\S+|^(output|print|return|display)\s+(the\s+)?\w+\.?$)", RegexOptions.None, 1_000)]
    private static partial Regex PseudoCode();

    [GeneratedRegex(@"^(SELECT|INSERT INTO|UPDATE|DELETE FROM|CREATE TABLE|FROM|WHERE|GROUP BY|ORDER BY|HAVING|LEFT JOIN|INNER JOIN|JOIN)\b", RegexOptions.None, 1_000)]
    private static partial Regex Query();

    [GeneratedRegex(@"\bdef\s+\w+\s*\([^)\n]*\)\s*:\s*\S.*|\bfun\s+\w+\s*\([^)\n]*\).*|\bfunction\s*\w*\s*\([^)\n]*\)\s*\{.*|\blambda\b[^:\n]{0,60}:\s*\S.*|\b(public|static)\s+\w+\s+\w+\s*\([^)\n]*\).*|\([^()\n]{0,60}\)\s*=>\s*\S.*|\breturn\s+(?=\S*[\[(+*/%])\S.*|\bfor\s+\w+\s+in\s+[\w.()]+\s*:\s*\S.*|\bfor\s*\(.*|\b(SELECT)\s+\S+.*\bFROM\b.*|\bwhile\s*\(.*\)\s*\{.*", RegexOptions.None, 1_000)]
    private static partial Regex Within();

    [GeneratedRegex(@"^(?<header>(def\s+\w+\s*\([^)]*\)(\s*->\s*[^:]+)?|for\s+[^:]+\s+in\s+[^:]+|while\s+[^:]+|if\s+[^:]+|elif\s+[^:]+|else)\s*:)\s*(?<body>\S.*)$|"
        + @"^(?<header>.*\b(function\s*\w*\s*\([^)]*\)|(func|fn|fun)\s+\w+\s*\([^)]*\)[^{]*))\s*\{\s*(?<body>[^}\s].*)$|^(?<header>(const|let|var)\s+\w+\s*=\s*(\([^)]*\)|\w+)\s*=>)\s*\{?\s*(?<body>[^{\s].*)$|"
        + @"^(?<header>(fun|def)\s+\w+\s*\([^)]*\)(\s*:\s*\w+)?\s*=)\s*(?<body>[^{\s].*)$|^(?<header>.*\)\s*=>)\s*(?<body>[^{\s].*)$|^(?<header>(\w+\s*=\s*)?lambda\b[^:]*:)\s*(?<body>\S.*)$|^(?<header>\((define|defn|defun)\s+(\([^)]*\)|\w+\s*[\[(][^\])]*[\])]))\s*(?<body>\S.*)$", RegexOptions.None, 1_000)]
    private static partial Regex OneLine();
}
