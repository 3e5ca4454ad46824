using System.Diagnostics;
using System.Globalization;
using System.Text;
using Tandem.Agent.Permissions;
using Tandem.Agent.Turns;
using Tandem.Bench.Index;
using Tandem.Engine;
using Tandem.Engine.Agents;
using Tandem.ScriptedUpstream;

namespace Tandem.Bench.Agents;

/// <summary>What the harness itself costs a step: <c>bench/run agent [--files N] [--steps N] [--only KIND] [--out FILE]</c>.</summary>
/// <remarks>The model is a scripted server in a process of its own, so that this process's processor time is the harness's alone.</remarks>
internal static class AgentBench
{
    private const int WarmUp = 20;

    private static readonly (string Name, string Kind)[] Kinds =
    [
        ("read and edit in turn", "edit"),
        ("list by glob", "list"),
        (@"grep `class [A-Z]\w*7`, another number each time: nothing matches", "grep"),
        (@"grep `= [A-Z]\w+\.\w+\(\){0,7}`: what it holds is in most lines, nothing matches", "grep-common"),
        (@"grep `void \w+7|def \w+7` without regard to case: nothing matches", "grep-case"),
        (@"grep `number.{0,7}`: matches without end", "grep-many"),
        (@"grep `[A-Z]{3}\d{1,7}`: no text to look for first, nothing matches", "grep-open"),
    ];

    public static async Task<int> RunAsync(string[] options)
    {
        string Option(string name, string fallback) => Array.IndexOf(options, name) is var at && at >= 0 && at + 1 < options.Length ? options[at + 1] : fallback;
        var files = int.Parse(Option("--files", "5000"), CultureInfo.InvariantCulture);
        var steps = int.Parse(Option("--steps", "100"), CultureInfo.InvariantCulture);
        var folder = Directory.CreateTempSubdirectory("tandem-bench-").FullName;
        try
        {
            var repository = Directory.CreateDirectory(Path.Combine(folder, "repository")).FullName;
            SyntheticRepository.Make(repository, files, commits: 200);
            var table = new StringBuilder("| calls of a step | steps | processor time a step, median | worst | in all, a step |\n| --- | ---: | ---: | ---: | ---: |\n");
            foreach (var (name, kind) in Kinds.Where(one => Option("--only", one.Kind) == one.Kind))
            {
                var times = await MeasureAsync(folder, repository, kind, steps);
                table.AppendLine(CultureInfo.InvariantCulture, $"| {name} | {times.Count} | {times.Order().ElementAt(times.Count / 2):0.0} ms | {times.Max():0.0} ms | {times.Average():0.0} ms |");
            }

            Console.Write(table);
            if (Option("--out", "") is { Length: > 0 } file) await File.WriteAllTextAsync(file, Page(table.ToString(), files, steps));
            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>The scripted server: prints its address, answers until its input ends.</summary>
    public static async Task<int> ServeAsync(string[] options)
    {
        var (kind, file) = (options[0], options[1]);
        await using var upstream = await FakeUpstream.StartAsync(new UpstreamScript { Answer = (_, number) => Answer(kind, file, number) });
        Console.WriteLine(upstream.Address.GetLeftPart(UriPartial.Authority));
        await Console.In.ReadToEndAsync();
        return 0;
    }

    private static Reply Answer(string kind, string file, int number) => kind switch
    {
        "grep" => Reply.ToolCall("grep", $$"""{"pattern":"class [A-Z]\\w*{{number}}"}"""),
        "grep-common" => Reply.ToolCall("grep", $$"""{"pattern":"= [A-Z]\\w+\\.\\w+\\(\\){0,{{number + 1}}}"}"""),
        "grep-case" => Reply.ToolCall("grep", $$"""{"pattern":"void \\w+{{number}}|def \\w+{{number}}","ignore_case":true}"""),
        "grep-many" => Reply.ToolCall("grep", $$"""{"pattern":"number.{0,{{number + 1}}}"}"""),
        "grep-open" => Reply.ToolCall("grep", $$"""{"pattern":"[A-Z]{3}\\d{1,{{number + 1}}}"}"""),
        "list" => Reply.ToolCall("list_files", $$"""{"glob":"*{{number}}.cs"}"""),
        _ when number % 2 == 0 => Reply.ToolCall("read_file", $$"""{"path":"{{file}}"}"""),
        _ => Reply.ToolCall("edit_file", $$"""{"path":"{{file}}","old_string":"mark {{(number - 1) / 2}}\n","new_string":"mark {{(number + 1) / 2}}\n"}"""),
    };

    private static async Task<List<double>> MeasureAsync(string folder, string repository, string kind, int steps)
    {
        const string Edited = "edited.txt";
        await File.WriteAllTextAsync(Path.Combine(repository, Edited), "mark 0\n" + string.Concat(Enumerable.Repeat("a line of forty characters, all the same\n", 100)));
        using var server = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, ["agent-upstream", kind, Edited]) { RedirectStandardOutput = true, RedirectStandardInput = true })!;
        var address = await server.StandardOutput.ReadLineAsync();
        var configuration = Path.Combine(folder, "config.yaml");
        await File.WriteAllTextAsync(configuration, $"version: 1\nmodels:\n  scripted: {{ provider: openai-compatible, model: gpt-4-turbo, base_url: \"{address}/v1\", zone: local, context: 1000000 }}\nprivacy: {{ default: shareable }}\n");
        var clock = new StepClock();
        try
        {
            await using var engine = await Engine.Engine.OpenAsync(
                new EngineOptions { WorkingFolder = repository, ConfigFile = configuration, Environment = new Dictionary<string, string> { ["TANDEM_HOME"] = Path.Combine(folder, "data-" + kind) } }, CancellationToken.None);
            await using var agent = await engine.OpenAgentAsync(
                new AgentChoice { Door = "run", Mode = PermissionMode.Edit, Limits = new AgentLimits { MaxSteps = WarmUp + steps + 1 } }, CancellationToken.None);
            await agent.Session.SendAsync(new UserMessage("Work."), clock, CancellationToken.None);
        }
        finally
        {
            server.StandardInput.Close();
            await server.WaitForExitAsync();
        }

        return [.. clock.Steps.Skip(WarmUp)];
    }

    private static string Page(string table, int files, int steps) => string.Create(CultureInfo.InvariantCulture, $"""
        # The agent: what the harness costs a step

        - Command: `./bench/run agent --files {files} --steps {steps}`
        - Machine: {Environment.ProcessorCount} cores; load average {LoadAverage()} at its end
        - Work: a repository of {files:#,0} files; each step is one request to a scripted model over HTTP and one tool call, with decision, ledger, session and events

        Processor time of Tandem's own process, all threads, from one decision to the next; the model's server and git run in processes of their own. The history
        grows with every step. The first {WarmUp} steps warm the code and are left out.

        {table}
        """);

    private static string LoadAverage() => File.Exists("/proc/loadavg") ? File.ReadAllText("/proc/loadavg").Split(' ')[0] : "unknown";

    /// <summary>Processor time between decisions.</summary>
    private sealed class StepClock : IAgentListener
    {
        private TimeSpan? _last;

        public List<double> Steps { get; } = [];

        public ValueTask OnAsync(AgentEvent agentEvent, CancellationToken cancellationToken)
        {
            if (agentEvent is not StepDecided) return ValueTask.CompletedTask;
            using var process = Process.GetCurrentProcess();
            var now = process.TotalProcessorTime;
            if (_last is { } last) Steps.Add((now - last).TotalMilliseconds);
            _last = now;
            return ValueTask.CompletedTask;
        }
    }
}
