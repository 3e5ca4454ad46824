using System.Reflection;
using Tandem.Agent.FrontMatter;
using Tandem.Pipeline.Errors;

namespace Tandem.Agent.Assistants;

/// <summary>Every assistant that can be used here. Immutable and safe to share.</summary>
public sealed class AssistantCatalog
{
    private const string Shipped = "assistants/";

    private readonly List<Assistant> _all = [];
    private readonly List<FileFault> _faults = [];

    private AssistantCatalog()
    {
    }

    /// <summary>By name; of two with one name only the one that counts.</summary>
    public IReadOnlyList<Assistant> All => _all;

    /// <summary>What is wrong in files that are therefore not in <see cref="All"/>.</summary>
    public IReadOnlyList<FileFault> Faults => _faults;

    /// <param name="folders">In the order in which they count; those that do not exist are passed over.</param>
    public static AssistantCatalog Load(IReadOnlyList<AssistantFolder> folders)
    {
        var catalog = new AssistantCatalog();
        foreach (var folder in folders)
            catalog.AddFolder(folder);
        catalog.AddShipped();
        catalog._all.Sort((one, other) => string.CompareOrdinal(one.Name, other.Name));
        return catalog;
    }

    public Assistant? Find(string name) => _all.Find(assistant => assistant.Name == name);

    /// <exception cref="RequestException">There is none of that name, or its file is wrong.</exception>
    public Assistant Get(string name) => Find(name) ?? throw new RequestException(ErrorKind.Invalid, string.Join('\n',
    [
        $"There is no assistant '{name}'. There are: {string.Join(", ", _all.Select(assistant => assistant.Name))}. 'tandem assistants new {name}' makes one.",
        .. _faults.Where(fault => Path.GetFileNameWithoutExtension(fault.File) == name).Select(fault => fault.ToString()),
    ]));

    /// <summary>The file of a shipped assistant, to start a new one from.</summary>
    public static string? ShippedText(string name)
    {
        using var stream = typeof(AssistantCatalog).Assembly.GetManifestResourceStream($"{Shipped}{name}.md");
        return stream is null ? null : new StreamReader(stream).ReadToEnd();
    }

    private void AddFolder(AssistantFolder folder)
    {
        if (!Directory.Exists(folder.Path))
            return;
        foreach (var file in Directory.EnumerateFiles(folder.Path, "*.md").Order(StringComparer.Ordinal))
        {
            // A repository's link could lead to any file of the user.
            if (folder.Origin == AssistantOrigin.Project && new FileInfo(file).LinkTarget is not null)
                continue;
            var faults = new FaultList(file);
            if (MarkdownFile.ReadText(file, faults) is { } text && AssistantReader.Read(file, text, folder.Origin, folder.Path, faults) is { } assistant)
                Add(WithCases(assistant, folder.Path, faults));
            _faults.AddRange(faults.Faults);
        }
    }

    private void AddShipped()
    {
        var assembly = Assembly.GetExecutingAssembly();
        foreach (var resource in assembly.GetManifestResourceNames().Where(name => name.StartsWith(Shipped, StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!);
            var faults = new FaultList(resource);
            if (AssistantReader.Read(resource, reader.ReadToEnd(), AssistantOrigin.Shipped, folder: null, faults) is { } assistant)
                Add(assistant);
            _faults.AddRange(faults.Faults);
        }
    }

    private static Assistant WithCases(Assistant assistant, string folder, FaultList faults)
    {
        var file = Path.Combine(folder, "cases", assistant.Name + ".yaml");
        if (!File.Exists(file))
            return assistant;
        var own = new FaultList(file);
        var cases = MarkdownFile.ReadText(file, own) is { } text ? CaseReader.Read(YamlText.Read(text, 1, own), "cases", own) : [];
        foreach (var fault in own.Faults)
            faults.Add(fault);
        return assistant with { Cases = [.. assistant.Cases, .. cases] };
    }

    private void Add(Assistant assistant)
    {
        if (Find(assistant.Name) is null)
            _all.Add(assistant);
    }
}
