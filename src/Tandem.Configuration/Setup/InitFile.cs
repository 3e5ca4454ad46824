using System.Text;
using Tandem.Configuration.Yaml;
using Tandem.Routing;
using Tandem.Routing.Decisions;

namespace Tandem.Configuration.Setup;

/// <summary>The commented file that <c>tandem init</c> writes. A first run without a file uses the same text in memory.</summary>
public static class InitFile
{
    /// <summary>The file's text for what was found.</summary>
    /// <param name="privacyDefault">What the user answered; null = <c>shareable</c> where only external models exist, else <c>private</c>.</param>
    public static string Render(DetectedModels detected, DataClass? privacyDefault = null)
    {
        var models = ProposedModel.For(detected);
        var isOnlyExternal = models.All(model => model.IsExternal);
        var text = new StringBuilder("""
            # Tandem's configuration. 'tandem doctor' checks it, 'tandem config show --origin' shows what is in force.
            version: 1

            # The models Tandem may use. Text in quotes like ${NAME} is taken from the environment, so that no key stands in this file.
            models:

            """);
        foreach (var model in models)
        {
            text.Append("  ").Append(ScalarText.Of(model.Name)).Append(":\n");
            foreach (var (key, value) in model.Keys)
                text.Append("    ").Append(key).Append(": ").Append(ScalarText.Of(value)).Append('\n');
        }

        text.Append('\n').Append(Hint(models)).Append("""
            # How a model is chosen: cheap, balanced, careful, best, local, or a policy of your own under 'policies'.
            routing:
              policy: balanced
              # rules: # The first match wins, before anything learned.
              #   - { when: { path: "src/Auth/**" }, use: { zone: local } }


            """);
        text.Append(Privacy(privacyDefault ?? (isOnlyExternal ? DataClass.Shareable : DataClass.Private), isOnlyExternal));
        text.Append("""

            # What may be spent, in USD. A hard budget refuses what would exceed it.
            # budgets:
            #   - { scope: user, limit_usd: 20, per: month, hard: true }

            """);
        return text.ToString();
    }

    /// <summary>Writes the file readable for its owner only; all of it or nothing.</summary>
    /// <param name="overwrite">Replace a file that is there (<c>--force</c>). A link stays a link: the file it names is replaced.</param>
    /// <exception cref="IOException">The file exists and <paramref name="overwrite"/> is false, or it cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written to.</exception>
    public static async Task WriteAsync(string path, string text, bool overwrite, CancellationToken cancellationToken)
    {
        var target = Path.GetFullPath(path);
        if (Path.Exists(target) || new FileInfo(target).LinkTarget is not null)
            target = File.ResolveLinkTarget(target, returnFinalTarget: true)?.FullName ?? target;
        if (!overwrite && Path.Exists(target))
            throw new IOException($"{path} exists already; use --force to replace it");
        var folder = Path.GetDirectoryName(target)!;
        Directory.CreateDirectory(folder);
        var temporary = Path.Combine(folder, $".{Path.GetFileName(target)}.{Guid.NewGuid():N}.tmp");
        try
        {
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            await using (var file = new FileStream(temporary, options))
            {
                await file.WriteAsync(Encoding.UTF8.GetBytes(text), cancellationToken);
                file.Flush(flushToDisk: true);
            }

            File.Move(temporary, target, overwrite);
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    private static string Hint(IReadOnlyList<ProposedModel> models)
    {
        var hint = new StringBuilder();
        if (models.All(model => model.IsExternal) || models[0].Name == "starter")
            hint.Append("  # A Llama of your own:\n  # llama: { provider: ollama, model: \"llama3.3:70b\", base_url: http://127.0.0.1:11434 }\n\n");
        if (!models.Any(model => model.IsExternal))
            hint.Append("  # A bought model:\n  # gpt-4: { provider: openai, model: gpt-4.1, api_key: \"${OPENAI_API_KEY}\" }\n\n");
        return hint.ToString();
    }

    private static string Privacy(DataClass dataClass, bool isOnlyExternal) => (dataClass, isOnlyExternal) switch
    {
        (DataClass.Shareable, true) => "# Every model above is external, so what you ask leaves this machine. 'private' would refuse everything until you allow a folder\n# with 'tandem privacy allow'. Private paths never leave.\n",
        (DataClass.Shareable, false) => "# What you ask may go to external models, except what lies in private paths.\n",
        _ => "# What you ask stays with local models until you allow a folder with 'tandem privacy allow'.\n",
    } + $"privacy:\n  default: {Words.Of(dataClass)}\n  private_paths: [\"**/.env*\", \"secrets/**\"]\n  secrets: redact # or block\n";
}
