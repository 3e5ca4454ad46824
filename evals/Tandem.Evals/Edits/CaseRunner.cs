using System.Text;
using System.Text.Json;
using Tandem.Agent.Edits;

namespace Tandem.Evals.Edits;

/// <summary>Runs a case in a fresh workspace, beside a folder that must stay as it is.</summary>
internal sealed class CaseRunner(EditFormat? forced)
{
    private const string Secret = "secret.txt";

    public CaseResult Run(EditCase test)
    {
        var folder = Directory.CreateTempSubdirectory("tandem-edits-").FullName;
        try
        {
            // Neighbours of the root, where a path that escapes would land.
            var root = Directory.CreateDirectory(Path.Combine(folder, "box", "root")).FullName;
            var outside = Directory.CreateDirectory(Path.Combine(folder, "outside")).FullName;
            File.WriteAllText(Path.Combine(outside, Secret), "x");
            Lay(test, root, outside);
            var result = new EditEngine().Apply(new EditRequest
            {
                Root = root, Text = Fill(test.EditText, root, outside), TargetFile = test.Target, Format = forced ?? FormatOf(test),
            });
            return new CaseResult
            {
                Id = test.Id,
                Ok = result.Status == EditStatus.Applied,
                FilesAfter = Read(root),
                ErrorKind = result.Error is null ? null : KindName(result),
                Message = result.Error?.Message,
                OutsideTouched = !OutsideIsUntouched(folder, outside),
            };
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void Lay(EditCase test, string root, string outside)
    {
        foreach (var (path, text) in test.FilesBefore)
        {
            var file = Path.Combine(root, path);
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, text, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        }
        foreach (var (path, target) in test.SymlinksBefore ?? [])
        {
            var link = Path.Combine(root, path);
            Directory.CreateDirectory(Path.GetDirectoryName(link)!);
            File.CreateSymbolicLink(link, Fill(target, root, outside));
        }
    }

    private static string Fill(string text, string root, string outside) =>
        text.Replace("{{ROOT}}", root, StringComparison.Ordinal).Replace("{{OUTSIDE}}", outside, StringComparison.Ordinal);

    private static EditFormat FormatOf(EditCase test) => test.Format switch
    {
        "apply_patch" => EditFormat.Patch,
        "search_replace" => EditFormat.SearchReplace,
        "unified_diff" => EditFormat.UnifiedDiff,
        "str_replace" => EditFormat.StringReplace,
        "whole_file" => EditFormat.WholeFile,
        _ => EditFormat.Auto,
    };

    private static string KindName(EditResult result)
    {
        using var json = JsonSerializer.SerializeToDocument(result, EditJson.Default.EditResult);
        return json.RootElement.GetProperty("error").GetProperty("kind").GetString()!;
    }

    private static Dictionary<string, string> Read(string root)
    {
        var options = new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint };
        var utf8 = new UTF8Encoding(false);
        return Directory.EnumerateFiles(root, "*", options).ToDictionary(
            file => Path.GetRelativePath(root, file).Replace('\\', '/'), file => utf8.GetString(File.ReadAllBytes(file)), StringComparer.Ordinal);
    }

    private static bool OutsideIsUntouched(string folder, string outside) =>
        Directory.EnumerateFileSystemEntries(folder).Count() == 2
        && Directory.EnumerateFileSystemEntries(Path.Combine(folder, "box")).Count() == 1
        && Directory.EnumerateFileSystemEntries(outside).Count() == 1
        && File.ReadAllText(Path.Combine(outside, Secret)) == "x";
}
