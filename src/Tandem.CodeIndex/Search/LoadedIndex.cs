using Tandem.CodeIndex.Indexing;

namespace Tandem.CodeIndex.Search;

/// <summary>One state of the index, ready for questions.</summary>
internal sealed class LoadedIndex : IDisposable
{
    private readonly PostingReader _files;
    private readonly PostingReader _past;

    public LoadedIndex(IndexDatabase database, SearchWeights weights)
    {
        Snapshot = IndexSnapshot.Load(database);
        _files = new PostingReader(database, "file_vocabulary");
        _past = new PostingReader(database, "past_vocabulary");
        Ranker = new Ranker(Snapshot, _files, _past, Terms, weights);
    }

    public IndexSnapshot Snapshot { get; }

    public TermReader Terms { get; } = new();

    public Ranker Ranker { get; private set; }

    public NameFinder Names => new(_files);

    public void Use(SearchWeights weights) => Ranker = new Ranker(Snapshot, _files, _past, Terms, weights);

    public void Dispose()
    {
        _files.Dispose();
        _past.Dispose();
    }
}
