namespace Tandem.Llama;

/// <summary>Where the weights lie while a model runs.</summary>
public enum WeightPlacement
{
    /// <summary>Resident for files of 64 MiB and more, mapped for smaller ones.</summary>
    Automatic,

    /// <summary>In the file's map: loads at once, shares memory with other processes, can be dropped and read again by the system.</summary>
    Mapped,

    /// <summary>Copied into memory of large pages when the model loads: a token reads every weight, and small pages cost most of that time.</summary>
    Resident,
}
