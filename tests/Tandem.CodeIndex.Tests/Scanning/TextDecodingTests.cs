using System.Text;
using CsCheck;
using Tandem.CodeIndex.Scanning;

namespace Tandem.CodeIndex.Tests.Scanning;

public sealed class TextDecodingTests
{
    [Fact]
    public void Every_encoding_with_a_mark_is_read()
    {
        foreach (var encoding in (Encoding[])[new UTF8Encoding(true), Encoding.Unicode, Encoding.BigEndianUnicode, Encoding.UTF32])
            Assert.Equal("größe = 1;", TextDecoding.Decode([.. encoding.GetPreamble(), .. encoding.GetBytes("größe = 1;")]));
    }

    [Fact]
    public void Bytes_that_are_no_UTF8_are_read_as_Latin_1() => Assert.Equal("größe", TextDecoding.Decode(Encoding.Latin1.GetBytes("größe")));

    [Fact]
    public void A_zero_byte_near_the_front_is_binary() => Assert.Null(TextDecoding.Decode([0x7F, (byte)'E', 0, 1]));

    [Fact]
    public void No_bytes_throw() => Gen.Byte.Array[0, 200].Sample(bytes => TextDecoding.Decode(bytes) is null == bytes.Contains((byte)0) || bytes.Length > 1);
}
