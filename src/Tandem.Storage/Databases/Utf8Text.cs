namespace Tandem.Storage.Databases;

/// <summary>Text that is UTF-8 already: SQLite takes it as it is.</summary>
internal sealed record Utf8Text(ReadOnlyMemory<byte> Bytes)
{
    public override string ToString() => System.Text.Encoding.UTF8.GetString(Bytes.Span);
}
