using Tandem.Bench.Index;

// One class per verb; a new one is one line here.
var verb = args.FirstOrDefault();
var options = args.Skip(1).ToArray();
switch (verb)
{
    case "index":
        return IndexBench.Run(options);
    default:
        Console.Error.WriteLine("usage: bench/run index [options]");
        return 2;
}
