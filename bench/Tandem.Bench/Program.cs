using Tandem.Bench.Routing;

// One class per verb; a new one is one line here.
var verb = args.FirstOrDefault();
var options = args.Skip(1).ToArray();
switch (verb)
{
    case "routing":
        return RoutingBench.Run(options);
    default:
        Console.Error.WriteLine("usage: bench/run routing [options]");
        return 2;
}
