namespace Tandem.Server.Gateway;

/// <summary>Globs over model names: <c>*</c> is any run of characters, <c>?</c> one. Linear in both lengths' product, without backtracking.</summary>
internal static class NameGlob
{
    public static bool IsMatch(string glob, string name)
    {
        var (at, star, resume) = (0, -1, 0);
        var place = 0;
        while (place < name.Length)
        {
            if (at < glob.Length && glob[at] == '*')
                (star, resume) = (at++, place);
            else if (at < glob.Length && (glob[at] == '?' || glob[at] == name[place]))
                (at, place) = (at + 1, place + 1);
            else if (star >= 0)
                (at, place) = (star + 1, ++resume); // Only the last star needs to give way.
            else
                return false;
        }

        while (at < glob.Length && glob[at] == '*')
            at++;
        return at == glob.Length;
    }
}
