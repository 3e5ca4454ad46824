using Tandem.Cli;

return await TandemCommands.RunAsync(args, Surroundings.OfProcess());
