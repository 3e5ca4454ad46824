using Tandem.Starter.Corpus.Families;
using Tandem.Starter.Corpus.Phrasing;

namespace Tandem.Starter.Corpus.Samples;

/// <summary>Draws samples. The held-out source uses the frames, descriptions, names and tasks that the training source never uses.</summary>
internal sealed class SampleSource(IReadOnlyList<Family> families, Beyond beyond, Random random, bool heldOut)
{
    private readonly Sentence sentence = new(random);
    private readonly NameSource names = new(random, heldOut);
    private readonly FrameSource frames = new(random);
    private readonly HeldOutWordings reserved = HeldOutWordings.Of(families);
    private readonly Family[] functions = [.. families.Where(f => f.Kind == FamilyKind.Function && (f.Taught || heldOut && f.Dropped))];
    private readonly Family[] untaught = [.. families.Where(f => !f.Taught)];
    private readonly Family[] classes = [.. families.Where(f => f.Kind == FamilyKind.Class)];
    private readonly Family[] snippets = [.. families.Where(f => f.Kind is FamilyKind.Sql or FamilyKind.Regex or FamilyKind.Shell or FamilyKind.Git)];
    private readonly Family[] questions = [.. families.Where(f => f.Kind == FamilyKind.Question)];

    /// <summary>A training sample, of the kinds in the proportions that the model sees them.</summary>
    public Sample Next() => random.NextDouble() switch
    {
        < 0.68 => Function(named: random.NextDouble() < 0.2),
        < 0.70 => Class(Pick(classes)),
        < 0.79 => Snippet(Pick(snippets)),
        < 0.83 => Question(Pick(questions)),
        < 0.84 => Gap(),
        < 0.93 => BeyondTask(),
        < 0.945 => BeyondChat("apps"),
        < 0.965 => BeyondChat("chat"),
        < 0.98 => BeyondLanguage(),
        _ => BeyondTwist(),
    };

    public Sample Function(bool named) => Function(Pick(functions), named);

    /// <summary>A request for a function; a held-out source can be told to take a wording that was trained on, in a frame that was not.</summary>
    public Sample Function(Family family, bool named, bool knownWording = false)
    {
        var (language, spelling) = Language();
        var name = named ? names.Next(language) : null;
        var noun = !heldOut && family.Nouns.Count > 0 && random.NextDouble() < 0.12 ? Pick(family.Nouns) : null;
        var frame = noun is not null ? Pick(Frames.Noun) : heldOut ? Pick(Frames.FunctionHeldOut)
            : family.Requests.Count > 0 && random.NextDouble() < 0.2 ? WithLanguagePlace(Pick(family.Requests)) : frames.Next();
        return Asked(family, language, name, sentence.Write(frame, knownWording ? Pick(family.Descriptions) : Description(family), noun, spelling, name));
    }

    /// <summary>A request in the wording that was put aside for development.</summary>
    public Sample Development(Family family)
    {
        var (language, spelling) = Language();
        return Asked(family, language, null, sentence.Write(frames.Next(), family.DevelopmentDescription!, null, spelling, null));
    }

    private static string WithLanguagePlace(string request) => request.EndsWith('?') ? request[..^1] + "{I}?" : request + "{I}";

    private static Sample Asked(Family family, TargetLanguage language, string? name, string prompt) => new()
    {
        Kind = name is null ? SampleKind.Request : SampleKind.Named,
        Family = family.Id,
        Language = language,
        Name = name,
        Prompt = prompt,
        Answer = AnswerText.Of(family, language, name),
    };

    public Sample Class(Family family)
    {
        var (language, spelling) = Language();
        var noun = !heldOut && random.NextDouble() < 0.15 ? Pick(family.Nouns) : null;
        var frame = noun is not null ? Pick(Frames.Noun) : heldOut ? Pick(Frames.ClassHeldOut)
            : family.Requests.Count > 0 && random.NextDouble() < 0.15 ? WithLanguagePlace(Pick(family.Requests)) : Pick(Frames.Class);
        var known = family.Code.ContainsKey(language);
        return new Sample
        {
            Kind = known ? SampleKind.Request : SampleKind.Beyond,
            Family = family.Id,
            Language = language,
            Prompt = sentence.Write(frame, Description(family), noun, spelling, null),
            Answer = known ? AnswerText.Of(family, language, null) : AnswerText.Unsure,
        };
    }

    public Sample Snippet(Family family)
    {
        var frame = heldOut ? Pick(Frames.Snippet(family.Kind).HeldOut)
            : family.Requests.Count > 0 && random.NextDouble() < 0.15 ? Pick(family.Requests) : frames.NextSnippet(family.Kind);
        return Known(family, sentence.Write(frame, Description(family), null, null, null));
    }

    public Sample Question(Family family) =>
        Known(family, sentence.WithNoise(heldOut ? family.HeldOutDescription : PickDescription(family), null));

    /// <summary>A basic task that no family covers.</summary>
    public Sample BeyondTask()
    {
        var (language, spelling) = Language();
        var task = !heldOut && random.NextDouble() < 0.4
            ? Description(Pick(untaught))
            : Wording.WithSynonyms(Pick(beyond.Section("tasks", heldOut)), random, 0.15);
        var name = random.NextDouble() < 0.2 ? names.Next(language) : null;
        return Refused(sentence.Write(heldOut ? Pick(Frames.FunctionHeldOut) : frames.Next(), task, null, spelling, name));
    }

    /// <summary>A basic task that was put aside for development.</summary>
    public Sample DevelopmentTask() => Refused(sentence.Write(frames.Next(), Pick(beyond.Development), null, Language().Spelling, null));

    public Sample BeyondChat(string section)
    {
        var text = Pick(beyond.Section(section, heldOut));
        if (section == "apps" && random.NextDouble() < 0.5) text = sentence.Write(Pick(Frames.Class), text, null, Language().Spelling, null, clean: true);
        return Refused(sentence.WithNoise(text, null));
    }

    /// <summary>A known task in a language the model has not learned.</summary>
    public Sample BeyondLanguage() => Refused(sentence.Write(
        heldOut ? Pick(Frames.Function) : frames.Next(), Description(Pick(functions)), null, Pick(beyond.Section("languages", heldOut)), null));

    /// <summary>A known task with a demand that changes it, or two tasks in one.</summary>
    public Sample BeyondTwist()
    {
        var description = Description(Pick(functions)) + " " + (random.NextDouble() < 0.5
            ? Pick(beyond.Section("twists", heldOut))
            : "and " + Description(Pick(functions)));
        return Refused(sentence.Write(heldOut ? Pick(Frames.Function) : frames.Next(), description, null, Language().Spelling, null));
    }

    /// <summary>A program with a gap: the rest of a line, or whole lines.</summary>
    public Sample Gap()
    {
        var family = Pick(functions);
        var (language, _) = Language();
        var code = ProgramText.Function(family, language);
        var first = code.IndexOf('\n', StringComparison.Ordinal) + 1;
        var start = random.Next(first, code.Length);
        var end = random.NextDouble() < 0.5 ? LineEnd(code, start) : random.Next(start + 1, Math.Min(code.Length, start + 80) + 1);
        if (random.NextDouble() < 0.3) (start, end) = (first, code.Length);
        return new Sample { Kind = SampleKind.Gap, Family = family.Id, Language = language, Prefix = code[..start], Suffix = code[end..], Answer = code[start..end] };
    }

    private static int LineEnd(string code, int start)
    {
        var end = code.IndexOf('\n', start);
        return end <= start ? code.Length : end;
    }

    private static Sample Known(Family family, string prompt) =>
        new() { Kind = SampleKind.Request, Family = family.Id, Prompt = prompt, Answer = AnswerText.Of(family, TargetLanguage.Python, null) };

    private static Sample Refused(string prompt) => new() { Kind = SampleKind.Beyond, Prompt = prompt, Answer = AnswerText.Unsure };

    private string Description(Family family)
    {
        if (heldOut) return Wording.WithSynonyms(family.HeldOutDescription, random, 0);
        while (true)
        {
            var wording = Wording.WithMoreSynonyms(PickDescription(family), random, 0.25);
            if (!reserved.Contains(wording)) return wording; // Synonyms can turn one wording into another.
        }
    }

    private string PickDescription(Family family)
    {
        var at = random.Next(family.Descriptions.Count + family.FurtherDescriptions.Count);
        return at < family.Descriptions.Count ? family.Descriptions[at] : family.FurtherDescriptions[at - family.Descriptions.Count];
    }

    /// <summary>Python is the answer when no language is named.</summary>
    private (TargetLanguage Language, string? Spelling) Language()
    {
        var language = random.NextDouble() switch { < 0.42 => TargetLanguage.Python, < 0.63 => TargetLanguage.JavaScript, < 0.76 => TargetLanguage.TypeScript, _ => TargetLanguage.CSharp };
        var spelling = language == TargetLanguage.Python && random.NextDouble() < 0.4 ? null : Pick(Frames.Spellings(language));
        return (language, spelling);
    }

    private T Pick<T>(IReadOnlyList<T> from) => from[random.Next(from.Count)];
}
