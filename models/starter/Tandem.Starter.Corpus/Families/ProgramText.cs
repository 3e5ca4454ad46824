using System.Globalization;
using System.Text.RegularExpressions;

namespace Tandem.Starter.Corpus.Families;

/// <summary>Writes the program of a family in one language, under the name the user gave or the language's own spelling of the family's name.</summary>
internal static class ProgramText
{
    public static string Function(Family family, TargetLanguage language, string? name = null)
    {
        var own = OwnName(family.Id, language);
        var body = Regex.Replace(family.Code[language], $@"\b{own}\b(?=\()", name ?? own);
        var indented = string.Join('\n', body.Split('\n').Select(line => line.Length == 0 ? "" : "    " + line));
        var called = name ?? own;
        return language switch
        {
            TargetLanguage.Python => $"def {called}({Join(family, p => p.Name)}):\n{indented}",
            TargetLanguage.JavaScript => $"function {called}({Join(family, p => p.Name)}) {{\n{indented}\n}}",
            TargetLanguage.TypeScript =>
                $"function {called}({Join(family, p => $"{p.Name}: {ScriptType(p.Type)}")}): {ScriptType(family.ReturnType)} {{\n{indented}\n}}",
            _ => $"public static {SharpType(family.ReturnType)} {called}({Join(family, p => $"{SharpType(p.Type)} {SharpName(p.Name)}")})\n{{\n{indented}\n}}",
        };
    }

    /// <summary>The family's name as the language spells it: snake_case, camelCase or PascalCase.</summary>
    public static string OwnName(string id, TargetLanguage language)
    {
        if (language == TargetLanguage.Python) return id;
        var pascal = string.Concat(id.Split('_').Select(word => char.ToUpper(word[0], CultureInfo.InvariantCulture) + word[1..]));
        return language == TargetLanguage.CSharp ? pascal : char.ToLower(pascal[0], CultureInfo.InvariantCulture) + pascal[1..];
    }

    public static string Fence(TargetLanguage language) => language switch
    {
        TargetLanguage.Python => "python",
        TargetLanguage.JavaScript => "javascript",
        TargetLanguage.TypeScript => "typescript",
        _ => "csharp",
    };

    private static string Join(Family family, Func<Parameter, string> write) => string.Join(", ", family.Parameters.Select(write));

    private static string SharpName(string name) => name == "base" ? "@base" : name;

    private static string ScriptType(string type) => type switch
    {
        "int" or "long" or "double" => "number",
        "char" => "string",
        "bool" => "boolean",
        _ when type.EndsWith("[]", StringComparison.Ordinal) => ScriptType(type[..^2]) + "[]",
        _ when type.StartsWith("map<", StringComparison.Ordinal) => $"Record<string, {ScriptType(type[11..^1])}>",
        _ => type,
    };

    private static string SharpType(string type) =>
        type.StartsWith("map<", StringComparison.Ordinal) ? $"Dictionary<string, {type[11..^1]}>" : type;
}
