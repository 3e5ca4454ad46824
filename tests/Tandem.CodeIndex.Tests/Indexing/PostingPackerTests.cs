using System.Text;
using CsCheck;
using Tandem.CodeIndex.Indexing;

namespace Tandem.CodeIndex.Tests.Indexing;

public sealed class PostingPackerTests
{
    private static readonly Gen<int[]> Ids = Gen.Frequency((8, Gen.Int[1, 300]), (1, Gen.Int[1, 5_000_000])).Array[0, 60].Select(ids => ids.Distinct().Order().ToArray());

    [Fact]
    public void Ids_come_back_as_they_were_and_each_is_counted_once_over_all_lists() => Ids.Array[1, 4].Sample(lists =>
    {
        var packer = new PostingPacker();
        packer.Pack("7 9"u8);
        packer.Clear();
        var packed = lists.Select(ids => packer.Pack(Encoding.ASCII.GetBytes(string.Join(' ', ids)))).ToArray();

        Assert.Equal(lists, packed.Select(bytes => Read(new PostingRun(0, 1, bytes))));
        Assert.Equal(lists.SelectMany(ids => ids).Distinct().Count(), packer.Distinct);
    });

    [Fact]
    public void A_word_of_every_document_takes_one_byte_each() =>
        Assert.Equal(5_000, new PostingPacker().Pack(Encoding.ASCII.GetBytes(string.Join(' ', Enumerable.Range(1, 5_000)))).Length);

    private static int[] Read(PostingRun run)
    {
        var ids = new List<int>();
        foreach (var id in run) ids.Add(id);
        return [.. ids];
    }
}
