using System.CommandLine;
using Tandem.Cli.Terminal;

namespace Tandem.Cli.Commands;

/// <summary>The record of everything decided and spent.</summary>
internal static class LedgerCommand
{
    private static readonly Option<string?> Out = new("--out") { Description = "Write to this file instead of stdout.", HelpName = "FILE" };

    public static Command Create()
    {
        var command = new Command("ledger", "Export the ledger, or prove that it is whole.");
        var export = new Command("export", "Write every entry as JSON lines.") { Out };
        export.SetWork(ExportAsync);
        var verify = new Command("verify", "Prove sums, resolutions and hash chains; exit 1 where something is wrong.");
        verify.SetWork(VerifyAsync);
        command.Add(export);
        command.Add(verify);
        return command;
    }

    private static async Task<int> ExportAsync(CommandContext context, CancellationToken cancellationToken)
    {
        await using var engine = await context.OpenEngineAsync(cancellationToken);
        if (context.Parsed.GetValue(Out) is not { } file)
        {
            using var text = new TerminalWriter(context.Terminal);
            await engine.Ledger.ExportAsync(text, cancellationToken);
            return ExitCode.Success;
        }

        await WholeFile.ReplaceAsync(context.FullPath(file), async to =>
        {
            await using var writer = new StreamWriter(to, leaveOpen: true);
            await engine.Ledger.ExportAsync(writer, cancellationToken);
        });
        context.Terminal.Note($"Written to {file}.");
        return ExitCode.Success;
    }

    private static async Task<int> VerifyAsync(CommandContext context, CancellationToken cancellationToken)
    {
        await using var engine = await context.OpenEngineAsync(cancellationToken);
        var found = await engine.Ledger.VerifyAsync(cancellationToken);
        var clean = found.Problems.Count == 0;
        if (context.Json)
        {
            context.Terminal.WriteLine(CliJson.Line(new VerifyLine(clean, found.Entries, found.OpenReservations, found.Problems)));
            return clean ? ExitCode.Success : ExitCode.Failed;
        }

        foreach (var problem in found.Problems)
            context.Terminal.WriteLine(SafeText.Of(problem));
        context.Terminal.WriteLine(clean
            ? $"clean: {found.Entries:#,0} entries, {found.OpenReservations:#,0} open reservations"
            : $"{found.Problems.Count:#,0} problems in {found.Entries:#,0} entries. Keep the file, and restore from a backup.");
        return clean ? ExitCode.Success : ExitCode.Failed;
    }
}
