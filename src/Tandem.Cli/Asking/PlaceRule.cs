using System.Text;
using System.Text.RegularExpressions;
using Tandem.CodeIndex.Search;
using Tandem.Pipeline.Privacy;
using Tandem.Routing;

namespace Tandem.Cli.Asking;

/// <summary>Decides whether a question gets places of the repository along, and which.</summary>
internal static partial class PlaceRule
{
    public const int MaxPlaces = 6;
    public const int MaxBytes = 6 * 1024;

    private const int EnoughMaterial = 8 * 1024; // Who brings that much has chosen what the question is about.
    private const int ContextPart = 2; // Bytes of places per token of context: with four bytes a token an eighth of it.
    private const int LeastBytes = 1024;
    private const double CoverageAlone = 0.6;
    private const double CoverageWithCue = 0.3;
    private const double CoverageOfPlace = 0.2;

    /// <summary>Bytes of places that a question may carry; 0 = none.</summary>
    /// <param name="dataClass">What the question is without places.</param>
    /// <param name="model">The model that the user named, or null.</param>
    public static int Budget(Engine.Engine engine, Question question, DataClass dataClass, string? model)
    {
        var root = engine.Workspace.Root;
        if (engine.UsesStarter || !Path.Exists(Path.Combine(root, ".git")) || Material(question, root) > EnoughMaterial)
            return 0;
        // Naming a model lets it see what the user wrote, not what Tandem would add.
        if (dataClass == DataClass.Private && model is not null && engine.ExternalModels.Contains(model))
            return 0;
        var context = engine.Configuration.Models.Where(one => model is null || one.Name == model).Select(one => one.ContextTokens).DefaultIfEmpty(int.MaxValue).Min();
        var bytes = Math.Min(MaxBytes, context / ContextPart);
        return bytes < LeastBytes ? 0 : bytes;
    }

    /// <summary>A file may be sent unasked: it is not private, not mentioned anyway, and its name cannot be taken for a mark.</summary>
    public static bool MaySend(string path, Question question, PrivacyOptions privacy) =>
        !question.Files.Contains(path) && path.AsSpan().IndexOfAny("\"<>\n\r") < 0 && !privacy.IsPrivate(path);

    /// <summary>
    /// The question is about this code when it names something that is defined here, when one place holds most of its words, or when it says so
    /// ("where is", "in this repository") and a place holds some. Places that hold hardly any of its words are left out.
    /// </summary>
    /// <param name="names">Names in the question that the repository defines.</param>
    public static IReadOnlyList<Passage> Choose(string question, IReadOnlyList<string> names, IReadOnlyList<Passage> places)
    {
        var best = places.Count == 0 ? 0 : places.Max(place => place.Coverage);
        var isAbout = names.Count > 0 || best >= CoverageAlone || (best >= CoverageWithCue && Cue().IsMatch(question));
        return isAbout ? [.. places.Where(place => place.Coverage >= Math.Max(CoverageOfPlace, best / 2))] : [];
    }

    private static long Material(Question question, string root) =>
        Encoding.UTF8.GetByteCount(question.Input ?? "") + question.Files.Select(file => new FileInfo(Path.GetFullPath(file, root))).Sum(file => file.Exists ? file.Length : 0);

    [GeneratedRegex(
        @"\b(this|our|the) (repo|repository|project|code ?base|code|package|library|program|app|service)\b|\bwhere (is|are|do|does|did|can|should|in)\b|\b(which|what) (file|files|class|function|method|module|place|test)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Cue();
}
