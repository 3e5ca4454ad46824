using System.Net;
using System.Net.Sockets;

namespace Tandem.Agent.Tests.Commands;

/// <summary>Ways out of the sandbox that commands of a model may try. None succeeds.</summary>
public sealed class SandboxEscapeTests
{
    /// <summary>Each prints ESCAPED where it got out; a write to <c>$OUT</c> lands in the private <c>/tmp</c> if anywhere, so that the test looks itself. <c>$OUT</c> is a folder of the person's beside the workspace, <c>$DATA</c> Tandem's.</summary>
    public static TheoryData<string> Attempts { get; } =
    [
        "echo x > $OUT/new",
        "cat $OUT/private.txt && echo ESCAPED",
        "cat ../private.txt && echo ESCAPED",
        "echo x >> ../private.txt; rm -f ../private.txt",
        "ln -s $OUT/private.txt link; cat link && echo ESCAPED",
        "ln -s $OUT dir; echo x > dir/new",
        "ln $OUT/private.txt hard && echo ESCAPED",
        "cat $HOME/.ssh/id_ed25519 && echo ESCAPED",
        "cat $HOME/.netrc && echo ESCAPED",
        "cat $DATA/keys && echo ESCAPED",
        "cat /proc/1/root$OUT/private.txt && echo ESCAPED",
        "cat /proc/self/root$OUT/private.txt && echo ESCAPED",
        "for p in /proc/[0-9]*/root; do cat $p$OUT/private.txt && echo ESCAPED; done",
        "for p in /proc/[0-9]*/cwd; do cat $p/../private.txt && echo ESCAPED; done",
        "cat /proc/1/environ | tr '\\0' '\\n' | grep -q s3cr3t && echo ESCAPED",
        "env | grep -q s3cr3t && echo ESCAPED",
        "test -n \"$SSH_AUTH_SOCK$OPENAI_API_KEY\" && echo ESCAPED",
        "find / -path /usr -prune -o -path /proc -prune -o -name private.txt -print 2>/dev/null | grep -q . && echo ESCAPED",
        "cat /etc/shadow && echo ESCAPED",
        "echo x > /etc/new && echo ESCAPED",
        "echo x > /usr/new && echo ESCAPED",
        "echo x > /new && echo ESCAPED",
        "cat /proc/sys/kernel/printk_ratelimit > keep && cat keep > /proc/sys/kernel/printk_ratelimit && echo ESCAPED",
        "for f in /proc/sysrq-trigger /proc/irq/default_smp_affinity /proc/fs/*; do test -w $f -a -f $f && echo ESCAPED; done",
        "mount -t tmpfs none /tmp && echo ESCAPED",
        "mount -o remount,rw,bind /usr && touch /usr/new && echo ESCAPED",
        "umount -l . && echo ESCAPED",
        "unshare --user --map-root-user --mount true && echo ESCAPED",
        "chroot / true && echo ESCAPED",
        "nsenter -t 1 -a true && echo ESCAPED",
        "mknod disk b 8 0 && echo ESCAPED",
        "kill -0 $TANDEM_PID && echo ESCAPED",
        "test -e /proc/$TANDEM_PID && echo ESCAPED",
        "ls /run/user /run/dbus /var/run/docker.sock && echo ESCAPED",
        "python3 -c 'import socket,os; socket.create_connection((\"127.0.0.1\", int(os.environ[\"PORT\"])), 2)' && echo ESCAPED",
        "python3 -c 'import socket; s=socket.socket(socket.AF_UNIX); s.connect(\"\\0tandem-test\")' && echo ESCAPED",
        "python3 -c 'import socket; socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b\"x\", (\"192.0.2.1\", 53))' && echo ESCAPED",
        "python3 -c 'import fcntl,termios; fcntl.ioctl(0, termios.TIOCSTI, b\"x\")' && echo ESCAPED",
        "echo x > .git/hooks/pre-commit && echo ESCAPED",
        "echo x >> .git/config && echo ESCAPED",
        "rm -rf .git; test -e .git || echo ESCAPED",
        "mv .git old && echo ESCAPED",
        "mv sub moved; echo x > moved/.git/config && echo ESCAPED; mv moved sub",
        "git config core.fsmonitor 'touch x' && echo ESCAPED",
        "mkdir -p .vscode && echo x > .vscode/settings.json && echo ESCAPED",
        "mkdir -p .idea && echo x > .idea/workspace.xml && echo ESCAPED",
        "mkdir -p .tandem && echo x > .tandem/hooks && echo ESCAPED",
        "echo x >> AGENTS.md && echo ESCAPED",
        "mv AGENTS.md other && echo ESCAPED",
        "rm AGENTS.md; ln -s evil AGENTS.md && echo ESCAPED",
        "ln AGENTS.md twin && echo x >> twin && echo ESCAPED",
        "ln .git/config twin-config && echo x >> twin-config && echo ESCAPED",
        "cp -r .git copy && rm -rf .git && mv copy .git && echo ESCAPED; rm -rf copy",
        "git init -q --template=$OUT fresh; git -C sub config core.hooksPath ../evil && echo ESCAPED; rm -rf fresh",
        "cat $HOST_TMP && echo ESCAPED",
        "for d in /dev/sd* /dev/vd* /dev/nvme* /dev/mem /dev/kmsg /dev/fuse /dev/kvm /dev/net/tun /dev/input/*; do head -c 1 $d >/dev/null && echo ESCAPED; done",
        "echo $$ > /sys/fs/cgroup/cgroup.procs && echo ESCAPED",
        "ls -l /proc/$$/fd /proc/1/fd | grep -e $OUT -e $DATA && echo ESCAPED",
        "tail -n +2 /proc/net/tcp | grep . && echo ESCAPED",
        "test -n \"$DBUS_SESSION_BUS_ADDRESS$XDG_RUNTIME_DIR$DISPLAY$WAYLAND_DISPLAY$GPG_AGENT_INFO$GITHUB_TOKEN\" && echo ESCAPED",
        "for s in /run/dbus/system_bus_socket /var/run/docker.sock /run/containerd/containerd.sock /run/systemd/private; do python3 -c 'import socket,sys; socket.socket(socket.AF_UNIX).connect(sys.argv[1])' $s && echo ESCAPED; done",
        "cp /bin/cat suid && chmod u+s suid && ./suid $OUT/private.txt && echo ESCAPED; rm -f suid",
        "python3 -c 'import ctypes,os; exit(ctypes.CDLL(None).ptrace(16, int(os.environ[\"TANDEM_PID\"]), 0, 0))' && echo ESCAPED",
        "for p in 1 $TANDEM_PID; do head -c 1 /proc/$p/mem && echo ESCAPED; done",
        "python3 -c 'import os; os.open(os.environ[\"OUT\"], os.O_RDONLY); os.chdir(os.environ[\"OUT\"]); open(\"private.txt\").read()' && echo ESCAPED",
        "python3 -c 'import os; fd=os.open(\"/\", os.O_RDONLY); os.chroot(\"sub\"); os.fchdir(fd); os.chdir(\"../../..\"); os.chroot(\".\"); open(os.environ[\"OUT\"]+\"/private.txt\").read()' && echo ESCAPED",
    ];

    [Fact]
    public async Task None_of_the_attempts_to_get_out_succeeds()
    {
        using var folder = Prepare();
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var named = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        named.Bind(new UnixDomainSocketEndPoint("\0tandem-test"));
        named.Listen();
        var outside = Path.GetDirectoryName(folder.Root)!;
        var hostFile = Path.Combine(Path.GetTempPath(), $"tandem-host-{Path.GetFileName(outside)}");
        await File.WriteAllTextAsync(hostFile, CommandFolder.Secret, TestContext.Current.CancellationToken);
        var setUp = $"HOST_TMP={hostFile}; export HOST_TMP; OUT={outside}; DATA={folder.Data}; TANDEM_PID={Environment.ProcessId}; PORT={((IPEndPoint)listener.LocalEndpoint).Port}; export OUT DATA TANDEM_PID PORT; ";
        var script = setUp + string.Join("; ", Attempts.Select((attempt, i) => $"echo '#{i}'; ({attempt.Data}) 2>&1"));

        var result = await folder.RunAsync(script);

        File.Delete(hostFile);
        Assert.Null(result.Fault);
        Assert.True(result.IsSandboxed);
        var escaped = result.Output.Split('#').Where(part => part.Contains("ESCAPED", StringComparison.Ordinal) || part.Contains(CommandFolder.Secret, StringComparison.Ordinal)).ToList();
        Assert.True(escaped.Count == 0, string.Join('\n', escaped));
        Assert.Equal(Attempts.Count + 1, result.Output.Split('#').Length); // Each was tried.
        Assert.Equal(CommandFolder.Secret, File.ReadAllText(folder.Beside));
        Assert.False(File.Exists(Path.Combine(outside, "new")));
        Assert.Equal("[core]\n", File.ReadAllText(Path.Combine(folder.Root, ".git", "config")));
        Assert.Equal("rules", File.ReadAllText(Path.Combine(folder.Root, "AGENTS.md")));
    }

    [Theory]
    [InlineData("echo 'exec evil' > .envrc", ".envrc")]
    [InlineData("echo '{}' > .mcp.json", ".mcp.json")]
    [InlineData("echo 'verify: [evil]' > tandem.yaml", "tandem.yaml")]
    [InlineData("mkdir -p deep/er && cd deep/er && git init -q", "deep/er/.git")]
    [InlineData("mkdir -p .husky && echo evil > .husky/pre-commit", ".husky")]
    public async Task What_governs_and_appears_during_a_command_is_put_aside(string command, string path)
    {
        using var folder = Prepare();

        var result = await folder.RunAsync(command);

        Assert.Equal(0, result.ExitCode);
        Assert.False(Path.Exists(Path.Combine(folder.Root, path)));
        Assert.Contains($"the command made {path}, which governs", result.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("AGENTS.md")]
    [InlineData("missing.md")]
    [InlineData("/etc/hostname")]
    public async Task A_link_that_governs_stays_what_it_was(string target)
    {
        using var folder = Prepare();
        var link = Path.Combine(folder.Root, "CLAUDE.md");
        File.CreateSymbolicLink(link, target);

        var result = await folder.RunAsync("echo evil > CLAUDE.md; rm CLAUDE.md; echo evil > CLAUDE.md; echo ran");

        Assert.Null(result.Fault);
        Assert.Contains("ran", result.Output, StringComparison.Ordinal);
        Assert.Equal(target, new FileInfo(link).LinkTarget);
        Assert.Equal("rules", File.ReadAllText(Path.Combine(folder.Root, "AGENTS.md")));
    }

    [Fact]
    public async Task A_command_leaves_nothing_behind_for_the_next_one()
    {
        using var folder = Prepare();

        await folder.RunAsync("export LD_PRELOAD=/tmp/evil.so PATH=/tmp:$PATH; for f in /tmp/evil.so ~/.bashrc ~/.profile ~/.gitconfig /var/tmp/x /dev/shm/x /etc/ld.so.preload; do echo evil > $f; done; (setsid nohup sleep 600 >/dev/null 2>&1 &)");
        var result = await folder.RunAsync("ls /tmp/evil.so ~/.bashrc ~/.profile ~/.gitconfig /var/tmp/x /dev/shm/x /etc/ld.so.preload 2>/dev/null; echo \"[$LD_PRELOAD]\"; case $PATH in /tmp*) echo path;; esac; ps -e 2>/dev/null | grep sleep");

        Assert.Equal("[]\n", result.Output);
    }

    [Fact]
    public async Task What_an_interrupted_command_planted_is_put_aside_too()
    {
        using var folder = Prepare();
        using var interrupt = new CancellationTokenSource();
        var request = new Tandem.Agent.Commands.CommandRequest
        {
            Command = "echo evil > .envrc; echo ready; sleep 600", WorkingFolder = folder.Root, Timeout = TimeSpan.FromMinutes(1), OnOutput = _ => interrupt.Cancel(),
        };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => folder.Runner.RunAsync(request, interrupt.Token));

        Assert.False(File.Exists(Path.Combine(folder.Root, ".envrc")));
    }

    [Fact]
    public async Task A_data_folder_inside_the_workspace_is_hidden()
    {
        using var folder = new CommandFolder(workspace: self => Path.GetDirectoryName(self.Data)!, home: "/nonexistent-home").NeedsSandbox();

        var result = await folder.RunAsync($"cat {folder.Data}/keys; ls {folder.Data}");

        Assert.DoesNotContain(CommandFolder.Secret, result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_without_git_gets_none_from_a_command_and_keeps_no_trace_of_the_guard()
    {
        using var folder = new CommandFolder().NeedsSandbox();

        var result = await folder.RunAsync("git init; echo x > made");

        Assert.NotNull(result.ExitCode);
        Assert.Equal(["made"], Directory.EnumerateFileSystemEntries(folder.Root).Select(Path.GetFileName));
    }

    [Fact]
    public async Task A_read_only_command_changes_nothing_in_the_workspace()
    {
        using var folder = Prepare();

        var result = await folder.RunAsync("echo x > new || echo refused; echo y > /tmp/t && cat /tmp/t", readOnly: true);

        Assert.Contains("refused", result.Output, StringComparison.Ordinal);
        Assert.EndsWith("y\n", result.Output, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(folder.Root, "new")));
    }

    private static CommandFolder Prepare()
    {
        var folder = new CommandFolder().NeedsSandbox();
        folder.Write(".git/config", "[core]\n");
        folder.Write(".git/HEAD", "ref: refs/heads/main\n");
        folder.Write(".git/hooks/sample", "");
        folder.Write(".git/objects/keep", "");
        folder.Write(".git/refs/keep", "");
        folder.Write("sub/.git/config", "[core]\n");
        folder.Write("AGENTS.md", "rules");
        return folder;
    }
}
