namespace Tandem.Storage.Bench.Simulation;

/// <summary>A ledger was not what it must be; names the seed that shows it.</summary>
internal sealed class SimulationException(string message) : Exception(message);
