using Tandem.CodeIndex.Scanning;

namespace Tandem.CodeIndex.Search;

/// <summary>A file as search sees it.</summary>
internal sealed record IndexedFile(int Id, string Path, PathRole Role, int Lines, int[] Lengths)
{
    /// <summary>Positions in <see cref="IndexSnapshot.Files"/> of the files this one links to, with weights.</summary>
    public (int File, float Weight)[] Targets
    {
        get;
        set
        {
            field = value;
            TotalWeight = value.Sum(t => t.Weight);
        }
    } = [];

    /// <summary>Sum of the weights of all links.</summary>
    public float TotalWeight { get; private set; }
}
