namespace Tandem.Pipeline.Models;

/// <summary>How busy a model is.</summary>
/// <param name="UnderWay">Attempts that it is answering.</param>
/// <param name="Waiting">Requests that wait for a place.</param>
/// <param name="MaxConcurrency">Most attempts at once.</param>
public sealed record ModelLoad(string Model, int UnderWay, int Waiting, int MaxConcurrency);
