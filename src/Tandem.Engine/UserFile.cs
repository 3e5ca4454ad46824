using Tandem.Configuration;
using Tandem.Configuration.Editing;
using Tandem.Configuration.Setup;

namespace Tandem.Engine;

/// <summary>Changes the user's configuration file: all of a change or nothing, and only to what the loader accepts.</summary>
public static class UserFile
{
    private const string Starter = "starter";

    /// <summary>Changes the file; where there is none, what <c>tandem init</c> would write is the beginning.</summary>
    /// <param name="change">Text in, text out; null = nothing to change.</param>
    /// <returns>The file's path; null where nothing was changed.</returns>
    /// <exception cref="ConfigurationException">The file, or what would become of it, is refused.</exception>
    /// <exception cref="IOException">It cannot be read or written.</exception>
    public static async Task<string?> ChangeAsync(EngineOptions options, Func<ConfigurationEditor, string, string?> change, CancellationToken cancellationToken)
    {
        var sources = Engine.Sources(options);
        var file = sources.UserFile;
        var isThere = File.Exists(file);
        var text = isThere ? await File.ReadAllTextAsync(file, cancellationToken) : InitFile.Render(await Engine.DetectAsync(options, cancellationToken));
        var editor = new ConfigurationEditor(sources);
        if (change(editor, text) is not { } changed)
            return null;
        if (!isThere && ConfigurationHolds(text, Starter) && editor.RemoveModel(changed, Starter) is { } withoutStarter)
            changed = withoutStarter; // The starter never stands beside real models.
        await InitFile.WriteAsync(file, changed, overwrite: isThere, cancellationToken);
        return file;
    }

    private static bool ConfigurationHolds(string text, string model) => text.Contains($"\n  {model}:\n", StringComparison.Ordinal);
}
