using System.Globalization;
using Tandem.Configuration.Shapes;
using Tandem.Configuration.Yaml;

namespace Tandem.Configuration.Settings;

/// <summary>Checks single values: type, references to variables, range.</summary>
internal sealed class ScalarChecker(SettingSource source, ErrorList errors)
{
    public ScalarSetting? Check(SourceNode node, Shape shape, SettingPath path)
    {
        if (node is not SourceScalar scalar)
            return Refuse(node, path, $"this must be {shape.Words}, not {(node is SourceList ? "a list" : "a map")}", "write one value behind the colon");
        if (scalar.Kind == ScalarKind.Null && !source.IsUntyped)
            return Refuse(node, path, "there is no value", $"write {shape.Words}, or remove the key");
        if (Expand(scalar, shape, path) is not { } value)
            return null;

        var place = source.At(node);
        if (value.Variables.Count > 0)
            place = place with { Note = string.Join(", ", value.Variables.Select(name => $"${{{name}}}")) };
        if (value.Missing is not null)
            return new ScalarSetting(path, place, shape, null, scalar.Text) { MissingVariable = value.Missing, MissingBecause = "is not set" };

        var typed = source.IsUntyped || value.Variables.Count > 0 || HasType(scalar, shape);
        var parsed = Parse(value.Text, shape);
        if (parsed is not null && typed)
            return new ScalarSetting(path, place, shape, parsed, scalar.Text);
        if (shape is TextShape { MayMiss: true } text && value.Variables.Count > 0)
            return new ScalarSetting(path, place, shape, null, scalar.Text) { MissingVariable = value.Variables[0], MissingBecause = $"does not hold {text.What}" };
        return Refuse(node, path, $"{Quote(scalar, shape)} is not {shape.Words}", Cure(scalar, shape, parsed));
    }

    private (string Text, IReadOnlyList<string> Variables, string? Missing)? Expand(SourceScalar scalar, Shape shape, SettingPath path)
    {
        var isLiteral = shape is TextShape { Literal: true };
        if (isLiteral || !scalar.Text.Contains("${", StringComparison.Ordinal))
            return (scalar.Text, [], null);
        if (source.Environment is null)
        {
            Refuse(scalar, path, "a project's file may not refer to environment variables", "write the value itself");
            return null;
        }

        if (References.IsMalformed(scalar.Text))
        {
            Refuse(scalar, path, "a reference to a variable is not complete", "write ${NAME}; for the characters themselves write $${");
            return null;
        }

        var expanded = References.Expand(scalar.Text, source.Environment);
        if (expanded.Missing is { } missing && shape is not TextShape { MayMiss: true })
        {
            Refuse(scalar, path, $"the environment variable {missing} is not set", $"set {missing}, or write the value here");
            return null;
        }

        return expanded;
    }

    private static bool HasType(SourceScalar scalar, Shape shape) => shape switch
    {
        TextShape or ChoiceShape => scalar.Kind == ScalarKind.Text,
        WholeNumberShape => scalar.Kind == ScalarKind.WholeNumber,
        NumberShape number => scalar.Kind is ScalarKind.WholeNumber or ScalarKind.Number || scalar.Text == number.OrWord,
        _ => scalar.Kind == ScalarKind.Flag,
    };

    private static object? Parse(string text, Shape shape)
    {
        switch (shape)
        {
            case TextShape words:
                return (words.Pattern is null || Patterns.IsMatch(words.Pattern, text)) && (!words.IsAddress || IsAddress(text)) ? text : null;
            case ChoiceShape choice:
                return choice.Choices.Contains(text) ? text : null;
            case WholeNumberShape whole:
                return long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var count) && count >= whole.Least && count <= whole.Most ? count : null;
            case NumberShape number when number.OrWord is not null && text == number.OrWord:
                return text;
            case NumberShape number:
                return decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var amount) && number.Allows(amount) ? amount : null;
            default:
                return text.ToLowerInvariant() switch { "true" => true, "false" => false, _ => null };
        }
    }

    private static bool IsAddress(string text) => Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Host.Length > 0;

    private string Cure(SourceScalar scalar, Shape shape, object? parsed)
    {
        if (parsed is not null)
            return shape is TextShape or ChoiceShape ? "put it in quotes" : "write it without quotes";
        if (scalar.Text.Contains("${", StringComparison.Ordinal) && shape is not TextShape { Literal: true })
            return "check what the variable holds";
        return shape switch
        {
            ChoiceShape choice => Suggestion.Or(scalar.Text, choice.Choices, "write one of them"),
            TextShape { Secret: true } => "paste the key again, in one line, or refer to a variable as ${NAME}",
            FlagShape => "write true or false",
            WholeNumberShape or NumberShape => "write a number in that range, in decimal, without units or separators",
            _ when source.IsUntyped => "correct the value",
            _ => "correct the value, in quotes if it holds special characters",
        };
    }

    /// <summary>As written, never expanded; nothing of what may hold a key.</summary>
    private static string Quote(SourceScalar scalar, Shape shape)
    {
        return shape is TextShape { Secret: true } || scalar.Text.Contains('@') ? "the value" : Quoted.Of(scalar.Text);
    }

    private ScalarSetting? Refuse(SourceNode node, SettingPath path, string problem, string cure)
    {
        errors.Add(source.File, node.Line, node.Column, path.ToString(), problem, cure);
        return null;
    }
}
