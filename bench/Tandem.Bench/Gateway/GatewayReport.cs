namespace Tandem.Bench.Gateway;

/// <summary>The report of a run, as a page.</summary>
internal static class GatewayReport
{
    public static string Of(string table) => $"""
        # What a request costs at the gateway

        Command: `bench/run gateway --report docs/results/gateway.md`, on {Environment.ProcessorCount} cores that other work shared; nginx with `proxy_pass` and kept connections stands before the same
        scripted upstream, and both are measured in turn in one run. Figures are processor time (user and kernel) of the server's processes, so that what else runs on the machine changes the ratio little.
        Tandem runs as users run it: a virtual key, a hard budget of the key, routing between two models (`auto`), the egress audit, and two durable ledger writes a request.

        {table}

        """;
}
