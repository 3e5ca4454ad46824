using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Tandem.Cli.Interactive.Keys;

namespace Tandem.Cli.Interactive.Raw;

/// <summary>Reads keys from the terminal on a thread of its own: reading blocks, and nothing portable makes it wait otherwise.</summary>
[UnsupportedOSPlatform("windows")]
internal sealed class KeyReader(Action<Key> pressed, Action ended)
{
    private const short HasInput = 1; // POLLIN.
    private const int EscapeDelayMs = 40; // A sequence's bytes come together; a slow line may cut them this far apart.
    private const int Interrupted = 4; // EINTR.

    /// <summary>Begins reading; the thread ends with the program.</summary>
    public void Start() => new Thread(Read) { IsBackground = true, Name = "keys" }.Start();

    private void Read()
    {
        var decoder = new KeyDecoder();
        var bytes = new byte[4096];
        while (true)
        {
            var isWaiting = decoder.HasRest && !decoder.IsInPaste;
            var ready = Wait(isWaiting ? EscapeDelayMs : -1);
            if (ready < 0 && Marshal.GetLastPInvokeError() == Interrupted)
                continue;
            if (ready == 0)
            {
                Deliver(decoder, nothingFollows: true);
                continue;
            }

            var count = ready < 0 ? -1 : ReadBytes(0, bytes, (nuint)bytes.Length);
            if (count < 0 && Marshal.GetLastPInvokeError() == Interrupted)
                continue;
            if (count <= 0)
            {
                ended(); // The terminal is gone.
                return;
            }

            decoder.Add(bytes.AsSpan(0, (int)count));
            Deliver(decoder, nothingFollows: false);
        }
    }

    private void Deliver(KeyDecoder decoder, bool nothingFollows)
    {
        while (decoder.TryRead(out var key, nothingFollows))
            pressed(key);
    }

    private static int Wait(int milliseconds)
    {
        var poll = new Descriptor { Number = 0, Wanted = HasInput };
        return Poll(ref poll, 1, milliseconds);
    }

    [DllImport("libc", EntryPoint = "poll", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Poll(ref Descriptor descriptors, nuint count, int timeoutMs);

    [DllImport("libc", EntryPoint = "read", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern nint ReadBytes(int descriptor, [Out] byte[] bytes, nuint count);

    [StructLayout(LayoutKind.Sequential)]
    private struct Descriptor
    {
        public int Number;
        public short Wanted;
        public short Found;
    }
}
