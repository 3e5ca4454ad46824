namespace Tandem.Llama.Hub;

/// <summary>A model known by a short name. Size and digest are the hub's to state, at pull.</summary>
/// <param name="Name">As in <c>tandem models pull NAME</c>.</param>
/// <param name="Repository">Owner and repository on the hub.</param>
/// <param name="File">The file in it.</param>
/// <param name="ParametersBillion">Parameters, in thousand millions.</param>
/// <param name="MemoryGib">Free memory to have, in GiB, with the default context: about the file and a fifth more.</param>
/// <param name="Licence">SPDX identifier, or the licence's name.</param>
/// <param name="Summary">What it is good for.</param>
public sealed record CatalogueEntry(
    string Name, string Repository, string File, double ParametersBillion, double MemoryGib, string Licence, string Summary);
