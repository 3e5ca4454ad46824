using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Tandem.Configuration.Diagnosis;

/// <summary>Everything <c>doctor</c> found, in the order in which a person would set things right.</summary>
public sealed record DoctorReport(IReadOnlyList<DoctorCheck> Checks)
{
    public CheckStatus Worst => Checks.Select(check => check.Status).DefaultIfEmpty(CheckStatus.Ok).Max();

    /// <summary>One line per check, with the cure below it.</summary>
    public string ToText()
    {
        var width = Checks.Select(check => check.Name.Length).DefaultIfEmpty(0).Max();
        var text = new StringBuilder();
        foreach (var check in Checks)
        {
            var mark = check.Status switch { CheckStatus.Ok => "ok  ", CheckStatus.Warn => "warn", _ => "FAIL" };
            text.Append($"{mark}  {check.Name.PadRight(width)}  {check.Message}\n");
            if (check.Cure is not null)
                text.Append($"{new string(' ', width + 8)}→ {check.Cure}\n");
        }

        return text.ToString();
    }

    /// <summary><c>{"status","checks":[{"name","status","message","cure"?}]}</c>.</summary>
    public string ToJson() => JsonSerializer.Serialize(new DoctorReportJson(Worst, Checks), DoctorJson.Default.DoctorReportJson);
}

internal sealed record DoctorReportJson(CheckStatus Status, IReadOnlyList<DoctorCheck> Checks);

[JsonSerializable(typeof(DoctorReportJson))]
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true,
    WriteIndented = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
internal sealed partial class DoctorJson : JsonSerializerContext;
