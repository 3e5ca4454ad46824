namespace Tandem.Configuration.Diagnosis;

/// <summary>Programs that Tandem uses.</summary>
internal static class ProgramChecks
{
    public static async Task<DoctorCheck> GitAsync(Func<string, IReadOnlyList<string>, CancellationToken, Task<ProgramResult?>> run, CancellationToken cancellationToken) =>
        await run("git", ["--version"], cancellationToken) switch
        {
            { ExitCode: 0 } found => DoctorCheck.Ok("git", found.FirstLine),
            null => DoctorCheck.Fail("git", "git is not installed: checkpoints, undo and review need it", "install git"),
            var broken => DoctorCheck.Fail("git", $"git does not run: {broken.FirstLine}", "repair or reinstall git"),
        };

    /// <summary>Starts an empty sandbox: it is not enough that the program exists, since a kernel or container may forbid name spaces.</summary>
    public static async Task<DoctorCheck> SandboxAsync(Func<string, IReadOnlyList<string>, CancellationToken, Task<ProgramResult?>> run, CancellationToken cancellationToken) =>
        await run("bwrap", ["--unshare-all", "--ro-bind", "/", "/", "--dev", "/dev", "--proc", "/proc", "true"], cancellationToken) switch
        {
            { ExitCode: 0 } => DoctorCheck.Ok("sandbox", "bubblewrap works"),
            null => DoctorCheck.Warn("sandbox", "bubblewrap is not installed: every command asks, and 'tandem run' without a terminal refuses", "install the package bubblewrap"),
            var broken => DoctorCheck.Warn("sandbox", $"bubblewrap does not work here: {broken.FirstLine}", "allow unprivileged user name spaces, or run where they are allowed"),
        };
}
