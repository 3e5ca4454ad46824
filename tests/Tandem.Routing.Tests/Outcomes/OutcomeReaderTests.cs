using System.IO.Compression;
using System.Text;
using Tandem.Routing.Outcomes;

namespace Tandem.Routing.Tests.Outcomes;

public sealed class OutcomeReaderTests
{
    [Fact]
    public void Reads_plain_and_gzip_alike()
    {
        const string Line = """{"id":"a","prompt":"hi","scores":{"m":0.5},"cost":{"m":0.001},"group":"g","split":"dev","subject":"law","source":"s"}""";
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionMode.Compress, leaveOpen: true))
            gzip.Write(Encoding.UTF8.GetBytes(Line));
        packed.Position = 0;

        var plain = Assert.Single(Read(Line));
        var unpacked = Assert.Single(OutcomeReader.Read(packed, "x"));

        Assert.Equal(0.5, plain.Scores["m"]);
        Assert.Equal(plain.CostUsd["m"], unpacked.CostUsd["m"]);
        Assert.Equal(["subject:law"], unpacked.Topics);
        Assert.Equal(("g", "dev", "s"), (unpacked.Group, unpacked.Split, unpacked.Source));
    }

    [Fact]
    public void The_last_user_turn_is_the_prompt()
    {
        var row = Assert.Single(Read("""{"id":"a","messages":[{"role":"user","content":"one"},{"role":"assistant","content":"two"},{"role":"user","content":[{"type":"text","text":"three"}]}]}"""));

        Assert.Equal("three", row.Prompt);
    }

    [Fact]
    public void Scoring_does_not_see_labels()
    {
        using var stream = new MemoryStream("""{"id":"a","prompt":"hi","scores":{"m":7},"subject":"law","domain":"math","source":"s","split":"dev"}"""u8.ToArray());

        var row = Assert.Single(OutcomeReader.ReadPrompts(stream, "x"));

        Assert.Empty(row.Scores);
        Assert.Empty(row.Topics);
        Assert.Equal((null, null, null), (row.Domain, row.Source, row.Split));
    }

    [Theory]
    [InlineData("""{"prompt":"hi"}""", "\"id\"")]
    [InlineData("""{"id":"a"}""", "\"prompt\"")]
    [InlineData("""{"id":"a","prompt":"hi","scores":{"m":1.5}}""", "outside 0 to 1")]
    [InlineData("[1]", "object")]
    [InlineData("{", "JSON")]
    public void A_wrong_line_is_named_with_its_cure(string line, string says)
    {
        var wrong = Assert.Throws<OutcomeFormatException>(() => Read("""{"id":"ok","prompt":"fine"}""" + "\n" + line));

        Assert.Equal(2, wrong.Line);
        Assert.Contains(says, wrong.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_written_is_read_again()
    {
        var row = new OutcomeRow { Id = "a", Prompt = "say \"hi\"\n", Group = "g", Scores = new Dictionary<string, double> { ["m"] = 1 }, Propensity = 0.25, Source = "mine" };
        using var stream = new MemoryStream();
        using (var writer = new OutcomeWriter(stream))
            writer.Write(row, TaskKind.Fix);
        stream.Position = 0;

        var read = Assert.Single(OutcomeReader.Read(stream, "x"));

        Assert.Equal((row.Id, row.Prompt, row.Group, row.Propensity, row.Source), (read.Id, read.Prompt, read.Group, read.Propensity, read.Source));
        Assert.Equal(1, read.Scores["m"]);
    }

    private static List<OutcomeRow> Read(string text)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(text));
        return [.. OutcomeReader.Read(stream, "file.jsonl")];
    }
}
