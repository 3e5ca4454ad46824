using System.Text;
using CsCheck;
using Tandem.Llama.Inference;

namespace Tandem.Llama.Tests.Inference;

public sealed class TextAssemblerTests
{
    [Fact]
    public void Characters_come_whole_however_their_bytes_are_cut() =>
        Gen.Select(Gen.String[Gen.Char["aé日\U0001F600"[0], 'z'], 0, 20], Gen.Int[1, 5]).Sample((start, size) =>
        {
            var text = start + "é日😀";
            var bytes = Encoding.UTF8.GetBytes(text);
            var assembler = new TextAssembler([]);
            var pieces = bytes.Chunk(size).Select(chunk => assembler.Add(chunk)).Append(assembler.Flush()).ToList();
            Assert.Equal(Encoding.UTF8.GetString(bytes), string.Concat(pieces));
            Assert.DoesNotContain('\uFFFD', string.Concat(pieces));
        });

    [Theory]
    [InlineData("before STOP after", "before ")]
    [InlineData("STOP", "")]
    [InlineData("no end", "no end")]
    [InlineData("almost STO", "almost STO")]
    public void A_stop_string_is_found_across_pieces_and_never_shown(string text, string shown)
    {
        for (var size = 1; size <= 5; size++)
        {
            var assembler = new TextAssembler(["STOP", "NEVER"]);
            var result = "";
            foreach (var chunk in Encoding.UTF8.GetBytes(text).Chunk(size))
            {
                result += assembler.Add(chunk);
                if (assembler.Stopped)
                    break;
            }

            Assert.Equal(shown, result + assembler.Flush());
        }
    }
}
