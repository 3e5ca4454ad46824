using System.Text.Json;
using System.Text.Json.Serialization;

namespace Tandem.Agent.Mcp;

/// <summary>What each tool of each server was when it was last allowed: a rule such as <c>use github</c> holds for that, not for what the server turns it into later.</summary>
/// <remarks>Safe for concurrent use in one process. An unreadable file counts as empty: then each tool counts as new, which a person's rule allows once.</remarks>
internal sealed class McpPins
{
    private readonly string? _file;
    private readonly Lock _lock = new();
    private readonly Dictionary<string, string> _pins;

    /// <param name="folder">Null = kept in memory only.</param>
    public McpPins(string? folder)
    {
        _file = folder is null ? null : Path.Combine(folder, "mcp-tools.json");
        _pins = Read(_file);
    }

    /// <summary>It was allowed before, as something else.</summary>
    public bool IsChanged(string key, string hash)
    {
        lock (_lock)
            return _pins.TryGetValue(key, out var known) && known != hash;
    }

    public void Allow(string key, string hash)
    {
        lock (_lock)
        {
            if (_pins.TryGetValue(key, out var known) && known == hash)
                return;
            _pins[key] = hash;
            if (_file is null)
                return;
            try
            {
                Directory.CreateDirectory(Path.GetDirectoryName(_file)!);
                var temporary = $"{_file}.{Guid.NewGuid():N}";
                File.WriteAllText(temporary, JsonSerializer.Serialize(_pins, McpPinsJson.Default.DictionaryStringString));
                File.Move(temporary, _file, overwrite: true);
            }
            catch (Exception unwritable) when (unwritable is IOException or UnauthorizedAccessException)
            {
                // It is asked again next time: the safe side.
            }
        }
    }

    private static Dictionary<string, string> Read(string? file)
    {
        try
        {
            return file is not null && File.Exists(file) ? JsonSerializer.Deserialize(File.ReadAllText(file), McpPinsJson.Default.DictionaryStringString) ?? [] : [];
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException or JsonException)
        {
            return [];
        }
    }
}

[JsonSerializable(typeof(Dictionary<string, string>))]
internal sealed partial class McpPinsJson : JsonSerializerContext;
