using System.Security.Cryptography;
using System.Text;
using Tandem.CodeIndex.Scanning;

namespace Tandem.Agent.Instructions;

/// <summary>Finds AGENTS.md, CLAUDE.md and .github/copilot-instructions.md, for the workspace and by folder.</summary>
/// <remarks>In one folder AGENTS.md comes first; a file that says the same as one before it, or only points to it, is left out. Links that lead out of the workspace are not followed.</remarks>
public sealed class InstructionFinder(string root)
{
    private const int MaxBytes = 64 * 1024;

    private static readonly string[] RootNames = ["AGENTS.md", "CLAUDE.md", ".github/copilot-instructions.md"];
    private static readonly string[] FolderNames = ["AGENTS.md", "CLAUDE.md"];

    /// <summary>Those of the workspace's root.</summary>
    public IReadOnlyList<InstructionFile> OfRoot() => Distinct([.. RootNames.Select(name => Read(name, folder: "")).OfType<InstructionFile>()]);

    /// <summary>All that the workspace holds, ignored folders left out: those that a session may come upon.</summary>
    public IReadOnlyList<InstructionFile> All(CancellationToken cancellationToken) =>
    [
        .. OfRoot(),
        .. new WorkingTree(root).Paths([], cancellationToken)
            .Where(path => path.Contains('/', StringComparison.Ordinal) && FolderNames.Contains(path[(path.LastIndexOf('/') + 1)..]))
            .Order(StringComparer.Ordinal)
            .Select(path => Read(path, path[..path.LastIndexOf('/')])).OfType<InstructionFile>(),
    ];

    /// <summary>Those of the folders on the way to a path, the root's left out, the nearest last: it counts most.</summary>
    /// <param name="path">Relative to the workspace.</param>
    public IReadOnlyList<InstructionFile> OnTheWay(string path)
    {
        var found = new List<InstructionFile>();
        var parts = path.Replace('\\', '/').Split('/');
        for (var depth = 1; depth < parts.Length; depth++)
        {
            var folder = string.Join('/', parts[..depth]);
            found.AddRange(FolderNames.Select(name => Read($"{folder}/{name}", folder)).OfType<InstructionFile>());
        }

        return Distinct(found);
    }

    private static List<InstructionFile> Distinct(List<InstructionFile> files)
    {
        var kept = new List<InstructionFile>();
        foreach (var file in files)
            if (!IsPointer(file.Text) && !kept.Exists(other => Plain(other.Text) == Plain(file.Text)))
                kept.Add(file);
        return kept;
    }

    /// <summary>A CLAUDE.md that holds nothing but <c>@AGENTS.md</c>.</summary>
    private static bool IsPointer(string text) => text.Trim() is { Length: < 60 } short_ && short_.StartsWith('@') && !short_.Contains('\n');

    private static string Plain(string text) => string.Join('\n', text.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0));

    private InstructionFile? Read(string path, string folder)
    {
        var full = Path.Combine(root, path);
        try
        {
            var file = new FileInfo(full);
            if (!file.Exists || (file.ResolveLinkTarget(returnFinalTarget: true) ?? file) is not FileInfo real || !IsInside(real.FullName) || real.Length > MaxBytes * 4L)
                return null;
            var bytes = File.ReadAllBytes(full);
            if (bytes.AsSpan().Contains((byte)0))
                return null;
            var text = Encoding.UTF8.GetString(bytes, 0, Math.Min(bytes.Length, MaxBytes)).TrimStart('\uFEFF').ReplaceLineEndings("\n").Trim();
            return text.Length == 0 ? null : new InstructionFile(path, folder, text, Convert.ToHexStringLower(SHA256.HashData(bytes)));
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private bool IsInside(string path) => path.StartsWith(root.TrimEnd(Path.DirectorySeparatorChar) + Path.DirectorySeparatorChar, StringComparison.Ordinal);
}
