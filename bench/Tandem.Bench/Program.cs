using Tandem.Bench.Llama;

// One class per verb; a new one is one line here.
var verb = args.FirstOrDefault();
var options = args.Skip(1).ToArray();
switch (verb)
{
    case "llama":
        return await LlamaBench.RunAsync(options);
    case "llama-memory":
        return await LlamaMemory.RunAsync(options);
    default:
        Console.Error.WriteLine("usage: bench/run llama [options]");
        return 2;
}
