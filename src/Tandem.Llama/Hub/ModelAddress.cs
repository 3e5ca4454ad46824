namespace Tandem.Llama.Hub;

/// <summary>A file on a hub: a catalogue name, <c>hf.co/owner/repo[:QUANT]</c>, <c>owner/repo/file.gguf</c>, or the address of a file's page.</summary>
/// <param name="Repository">Owner and repository.</param>
/// <param name="Revision">Branch or commit.</param>
/// <param name="File">Path in the repository, or null where the quantisation chooses.</param>
/// <param name="Quantisation">Such as Q4_K_M; null = the first of those that suit most machines.</param>
public sealed record ModelAddress(string Repository, string Revision, string? File, string? Quantisation)
{
    private static readonly string[] Hosts = ["hf.co/", "huggingface.co/", "www.huggingface.co/"];

    /// <exception cref="ModelPullException">The text is neither.</exception>
    public static ModelAddress Parse(string text)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(text);
        if (ModelCatalogue.Find(text) is { } entry)
            return new ModelAddress(entry.Repository, "main", entry.File, null);
        var path = text.Contains("://", StringComparison.Ordinal) ? text[(text.IndexOf("://", StringComparison.Ordinal) + 3)..] : text;
        path = path.Split('?', '#')[0].Trim('/');
        var host = Array.Find(Hosts, host => path.StartsWith(host, StringComparison.OrdinalIgnoreCase));
        if (host is null && (text.Contains("://", StringComparison.Ordinal) || !path.Contains('/', StringComparison.Ordinal)))
            throw Unknown(text);
        var parts = path[(host?.Length ?? 0)..].Split('/');
        if (parts.Length < 2 || Array.Exists(parts, part => part is "" or "." or ".."))
            throw Unknown(text);

        var repository = $"{parts[0]}/{parts[1].Split(':')[0]}";
        if (parts.Length == 2)
            return new ModelAddress(repository, "main", null, parts[1].Contains(':', StringComparison.Ordinal) ? parts[1].Split(':')[1] : null);
        var named = parts.Length > 4 && parts[2] is "resolve" or "blob";
        var file = string.Join('/', parts.Skip(named ? 4 : 2));
        return file.EndsWith(".gguf", StringComparison.OrdinalIgnoreCase)
            ? new ModelAddress(repository, named ? parts[3] : "main", file, null)
            : throw new ModelPullException(ModelPullError.UnknownName, $"'{file}' is no GGUF file; this engine runs GGUF files.");
    }

    private static ModelPullException Unknown(string text) => new(
        ModelPullError.UnknownName,
        $"'{text}' is no model of the catalogue and no address on huggingface.co. Known names: " +
        $"{string.Join(", ", ModelCatalogue.Entries.Select(entry => entry.Name))}.");
}
