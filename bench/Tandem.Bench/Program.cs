using Tandem.Bench.Agents;
using Tandem.Bench.Edits;
using Tandem.Bench.Gateway;
using Tandem.Bench.Index;
using Tandem.Bench.Llama;
using Tandem.Bench.Routing;

// One class per verb; a new one is one line here.
var verb = args.FirstOrDefault();
var options = args.Skip(1).ToArray();
switch (verb)
{
    case "agent":
        return await AgentBench.RunAsync(options);
    case "agent-upstream":
        return await AgentBench.ServeAsync(options);
    case "edits":
        return EditsBench.Run(options);
    case "gateway":
        return await GatewayBench.RunAsync(options);
    case "soak":
        return await SoakBench.RunAsync(options);
    case "index":
        return IndexBench.Run(options);
    case "llama":
        return await LlamaBench.RunAsync(options);
    case "llama-memory":
        return await LlamaMemory.RunAsync(options);
    case "routing":
        return RoutingBench.Run(options);
    case "starter":
        return await StarterBench.RunAsync(options);
    default:
        Console.Error.WriteLine("usage: bench/run agent|edits|gateway|index|llama|routing|soak|starter|ledger|ledger-simulation [options]");
        return 2;
}
