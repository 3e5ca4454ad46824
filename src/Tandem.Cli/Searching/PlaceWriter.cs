using Tandem.Cli.Terminal;
using Tandem.CodeIndex.Search;

namespace Tandem.Cli.Searching;

/// <summary>A place of the code for people: where it is, what is defined there, the line that says most.</summary>
internal static class PlaceWriter
{
    public static void Write(ITerminal terminal, SearchHit place)
    {
        var where = Where(place.Path, place.Line, place.EndLine);
        terminal.WriteLine(SafeText.Of(place.Symbol is null ? where : $"{where}  {place.Kind} {place.Symbol}"));
        terminal.WriteLine(SafeText.Of($"    {place.Snippet}"));
    }

    public static string Where(string path, int line, int endLine) => endLine > line ? $"{path}:{line}-{endLine}" : $"{path}:{line}";
}
