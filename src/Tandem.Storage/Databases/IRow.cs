namespace Tandem.Storage.Databases;

/// <summary>The row that a query stands at. Columns count from zero.</summary>
internal interface IRow
{
    bool IsNull(int column);

    string Text(int column);

    long Number(int column);
}
