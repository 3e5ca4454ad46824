using Tandem.Storage.Bench;

// Run by bench/run and by the tests, which need processes that they can kill.
return args switch
{
    ["simulation", .. var rest] => await SimulationCommand.RunAsync(rest),
    ["throughput", .. var rest] => await ThroughputCommand.RunAsync(rest),
    ["resume", .. var rest] => await ResumeCommand.RunAsync(rest),
    ["write", var home, var parallel] => await WriterCommand.RunAsync(home, int.Parse(parallel, System.Globalization.CultureInfo.InvariantCulture)),
    ["race", var home, var requests, var limit] => await RaceCommand.RunAsync(home, requests, limit),
    _ => Usage.Print(),
};
