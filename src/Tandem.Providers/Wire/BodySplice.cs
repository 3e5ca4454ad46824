using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Tandem.Providers.Wire;

/// <summary>Writes a body again with a few values replaced or inserted; every other byte stays.</summary>
internal sealed class BodySplice(ReadOnlyMemory<byte> body)
{
    private readonly List<(int Start, int End, byte[] Bytes)> edits = [];

    /// <summary>Replaces a value; an empty range is left alone.</summary>
    public void Replace(Range range, string json)
    {
        var (start, length) = range.GetOffsetAndLength(body.Length);
        if (length > 0) edits.Add((start, start + length, Encoding.UTF8.GetBytes(json)));
    }

    /// <summary>Puts a member first into the object that opens before <paramref name="objectStart"/>.</summary>
    public void Insert(int objectStart, string name, string json) =>
        edits.Insert(0, (objectStart, objectStart, Encoding.UTF8.GetBytes($"\"{name}\":{json}{(IsEmptyObject(objectStart) ? "" : ",")}"))); // A later one goes before.

    /// <summary>Replaces the value where it is there and larger than the cap; inserts it where it is not there.</summary>
    public void Cap(Range range, int? given, int cap, int objectStart, string name)
    {
        var text = cap.ToString(CultureInfo.InvariantCulture);
        if (range.GetOffsetAndLength(body.Length).Length == 0) Insert(objectStart, name, text);
        else if (given is null || given > cap) Replace(range, text);
    }

    public static string Quote(string text) => $"\"{JsonEncodedText.Encode(text)}\"";

    public byte[] ToBytes()
    {
        if (edits.Count == 0) return body.ToArray();
        var output = GC.AllocateUninitializedArray<byte>(body.Length + edits.Sum(edit => edit.Bytes.Length - (edit.End - edit.Start)));
        var (at, to) = (0, 0);
        foreach (var (start, end, bytes) in edits.OrderBy(edit => edit.Start))
        {
            body.Span[at..start].CopyTo(output.AsSpan(to));
            to += start - at;
            bytes.CopyTo(output, to);
            to += bytes.Length;
            at = end;
        }

        body.Span[at..].CopyTo(output.AsSpan(to));
        return output;
    }

    private bool IsEmptyObject(int objectStart)
    {
        var rest = body.Span[objectStart..].TrimStart(" \t\r\n"u8);
        return rest.Length > 0 && rest[0] == '}' && !edits.Exists(edit => edit.Start == objectStart);
    }
}
