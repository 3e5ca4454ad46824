namespace Tandem.Cli.Interactive.Editing;

/// <summary>Ctrl+R: the newest entry that holds what is typed; again Ctrl+R, an older one.</summary>
internal sealed class HistorySearch(InputHistory history)
{
    private int _place = history.Entries.Count;

    public string Words { get; private set; } = "";

    /// <summary>The entry found; null where none holds the words.</summary>
    public string? Found { get; private set; }

    public void Type(string text)
    {
        Words += text;
        Look(history.Entries.Count);
    }

    public void Backspace()
    {
        if (Words.Length > 0)
            Words = Words[..^1];
        Look(history.Entries.Count);
    }

    public void Older() => Look(_place);

    private void Look(int before)
    {
        if (Words.Length == 0)
        {
            (_place, Found) = (history.Entries.Count, null);
            return;
        }

        var place = history.Find(Words, before);
        if (place < 0)
        {
            if (before == history.Entries.Count)
                Found = null; // With Ctrl+R again the oldest one found stays.
            return;
        }

        (_place, Found) = (place, history.Entries[place]);
    }
}
