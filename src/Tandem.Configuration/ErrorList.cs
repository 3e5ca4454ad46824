using Tandem.Configuration.Settings;

namespace Tandem.Configuration;

/// <summary>Collects errors, so that one run names all of them; beyond <see cref="Most"/> more would not help.</summary>
internal sealed class ErrorList
{
    private const int Most = 50;

    private readonly List<ConfigurationError> _errors = [];

    public bool Any => _errors.Count > 0;

    public int Count => _errors.Count;

    public void Add(string file, int line, int column, string key, string problem, string cure)
    {
        if (_errors.Count < Most)
            _errors.Add(new ConfigurationError(file, line, column, key, problem, cure));
    }

    public void Add(Setting at, string problem, string cure) => Add(at, at.Path, problem, cure);

    /// <param name="path">The key that the error is about, where it is not there itself.</param>
    public void Add(Setting at, SettingPath path, string problem, string cure) =>
        Add(SettingSource.Words(at.Place.Kind, at.Place.File), at.Place.Line, at.Place.Column, path.ToString(), problem, cure);

    /// <summary>True where something about that key, or below it, is already reported: it is there, and wrong.</summary>
    public bool Knows(MapSetting map, string key)
    {
        var path = map.Path.Key(key).ToString();
        return _errors.Exists(error => error.Key == path || (error.Key.StartsWith(path, StringComparison.Ordinal) && error.Key[path.Length] is '.' or '['));
    }

    /// <summary>True where the value as a whole is already reported.</summary>
    public bool Knows(Setting setting)
    {
        var path = setting.Path.ToString();
        return _errors.Exists(error => error.Key == path);
    }

    /// <exception cref="ConfigurationException">There is an error.</exception>
    public void ThrowIfAny()
    {
        if (!Any)
            return;
        List<string> files = [.. _errors.Select(error => error.File).Distinct()];
        throw new ConfigurationException([.. _errors.OrderBy(error => files.IndexOf(error.File)).ThenBy(error => error.Line).ThenBy(error => error.Column)]);
    }
}
