using Tandem.Bench.Edits;

// One class per verb; a new one is one line here.
var verb = args.FirstOrDefault();
var options = args.Skip(1).ToArray();
switch (verb)
{
    case "edits":
        return EditsBench.Run(options);
    default:
        Console.Error.WriteLine("usage: bench/run edits [options]");
        return 2;
}
