namespace Tandem.Storage.Bench.Simulation;

internal enum OraclePhase
{
    Open,
    Resolved,
    Expired,
    ChargedLate,
}
