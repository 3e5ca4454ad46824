namespace Tandem.Cli.Interactive.Completion;

/// <summary>Offers, and the one that is chosen.</summary>
internal sealed class CompletionMenu(OfferList list)
{
    private int _selected;

    public int Start => list.Start;

    public IReadOnlyList<Offer> Offers => list.Offers;

    public Offer Selected => list.Offers[_selected];

    public int Place => _selected;

    /// <summary>The person moved in it.</summary>
    public bool IsTouched { get; private set; }

    public void Move(int step)
    {
        _selected = (_selected + step + list.Offers.Count) % list.Offers.Count;
        IsTouched = true;
    }
}
