using System.Security.Cryptography;
using Tandem.Llama.Gguf;

namespace Tandem.Llama.Hub;

/// <summary>Pulls model files from a hub into a folder: resumable, checked against the hub's SHA-256, installed at one stroke.</summary>
/// <param name="send">Makes the connections.</param>
/// <param name="folder">Where model files live; made if missing.</param>
/// <param name="time">For speed and the pauses between tries.</param>
/// <param name="hub">Default: huggingface.co.</param>
/// <param name="token">The user's token for the hub, sent to the hub only.</param>
public sealed class ModelPuller(HubSend send, string folder, TimeProvider time, Uri? hub = null, string? token = null)
{
    private const int MaxFailures = 5; // In a row, without a byte between them.
    private const long SpaceReserve = 256L << 20;
    private readonly HubClient _hub = new(send, hub ?? new Uri("https://huggingface.co/"), token);

    /// <summary>Pulls a file, or finds it present.</summary>
    /// <exception cref="ModelPullException">It could not be pulled; the message says what to do.</exception>
    /// <exception cref="ModelFileException">What the hub has is no sound GGUF file.</exception>
    public async Task<PulledModel> PullAsync(ModelAddress address, IProgress<PullProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(address);
        var file = await _hub.ResolveAsync(address, cancellationToken);
        Directory.CreateDirectory(folder);
        var target = Path.Combine(folder, Path.GetFileName(file.Name));
        if (await IsPresentAsync(target, file, cancellationToken))
            return new PulledModel(target, file.Bytes, file.Sha256, WasPresent: true);

        // The digest in the name: what is there belongs to this very file, whatever the hub has had under its name before.
        var part = $"{target}.{file.Sha256[..12]}.part";
        using (var stream = OpenPart(part))
        {
            CheckSpace(file, stream.Length);
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            await HashExistingAsync(stream, file, hash, cancellationToken);
            await DownloadAsync(address, file, stream, hash, progress, cancellationToken);
            stream.Flush(flushToDisk: true);
            if (!string.Equals(Convert.ToHexStringLower(hash.GetHashAndReset()), file.Sha256, StringComparison.Ordinal))
            {
                stream.SetLength(0);
                throw new ModelPullException(
                    ModelPullError.DigestMismatch, $"What arrived of '{file.Name}' has not the SHA-256 that the hub states, and was deleted. Pull it again.");
            }
        }

        GgufFile.Open(part).Dispose();
        await File.WriteAllTextAsync(DigestPath(target), file.Sha256, cancellationToken);
        File.Move(part, target, overwrite: true);
        return new PulledModel(target, file.Bytes, file.Sha256, WasPresent: false);
    }

    private static string DigestPath(string target) => target + ".sha256";

    /// <summary>A file of the right size whose digest was checked when it was pulled, or is checked now.</summary>
    private static async Task<bool> IsPresentAsync(string target, HubFile file, CancellationToken cancellationToken)
    {
        if (!File.Exists(target) || new FileInfo(target).Length != file.Bytes)
            return false;
        if (File.Exists(DigestPath(target)))
            return (await File.ReadAllTextAsync(DigestPath(target), cancellationToken)).Trim() == file.Sha256;
        await using var stream = File.OpenRead(target);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, cancellationToken)) == file.Sha256;
    }

    private static FileStream OpenPart(string part)
    {
        try
        {
            return new FileStream(part, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1 << 16, useAsync: true);
        }
        catch (IOException error) when (File.Exists(part))
        {
            throw new ModelPullException(ModelPullError.Failed, "The model is being pulled already. Wait for that, or stop it.", error);
        }
    }

    private void CheckSpace(HubFile file, long present)
    {
        var free = new DriveInfo(Path.GetFullPath(folder)).AvailableFreeSpace;
        var needed = file.Bytes - present + SpaceReserve;
        if (needed > free)
        {
            throw new ModelPullException(
                ModelPullError.NoSpace, $"'{file.Name}' needs {needed >> 20} MiB of disk in '{folder}'; {free >> 20} MiB are free. Make room, or set TANDEM_HOME.");
        }
    }

    private static async Task HashExistingAsync(FileStream stream, HubFile file, IncrementalHash hash, CancellationToken cancellationToken)
    {
        if (stream.Length > file.Bytes)
            stream.SetLength(0);
        var buffer = new byte[1 << 16];
        int read;
        while ((read = await stream.ReadAsync(buffer, cancellationToken)) > 0)
            hash.AppendData(buffer, 0, read);
    }

    private async Task DownloadAsync(
        ModelAddress address, HubFile file, FileStream stream, IncrementalHash hash, IProgress<PullProgress>? progress, CancellationToken cancellationToken)
    {
        var meter = new PullMeter(time, progress, stream.Position, file.Bytes);
        for (var failures = 0; stream.Position < file.Bytes;)
        {
            var before = stream.Position;
            try
            {
                await CopyAsync(file, stream, hash, meter, cancellationToken);
            }
            catch (Exception error) when (error is IOException or HttpRequestException or ModelPullException { Error: ModelPullError.Offline or ModelPullError.Failed })
            {
                failures = stream.Position > before ? 1 : failures + 1;
                if (failures >= MaxFailures)
                {
                    throw new ModelPullException(
                        ModelPullError.Failed, $"The download of '{file.Name}' broke off at {stream.Position >> 20} MiB: {error.Message} Pull it again to go on from there.", error);
                }

                await Task.Delay(TimeSpan.FromSeconds(1 << failures), time, cancellationToken);
                file = file with { Location = (await _hub.ResolveAsync(address, cancellationToken)).Location }; // The old one may have expired.
            }
        }

        meter.Done();
    }

    private async Task CopyAsync(HubFile file, FileStream stream, IncrementalHash hash, PullMeter meter, CancellationToken cancellationToken)
    {
        using var response = await _hub.DownloadAsync(file, stream.Position, cancellationToken);
        if (stream.Position > 0 && response.Content.Headers.ContentRange?.From != stream.Position)
        {
            stream.SetLength(0); // The server sends all of it again.
            _ = hash.GetHashAndReset();
        }

        await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
        var buffer = new byte[1 << 16];
        int read;
        while ((read = await body.ReadAsync(buffer.AsMemory(0, (int)Math.Min(buffer.Length, file.Bytes - stream.Position)), cancellationToken)) > 0)
        {
            await stream.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
            hash.AppendData(buffer, 0, read);
            meter.Add(stream.Position);
        }

        if (stream.Position < file.Bytes)
            throw new IOException("The connection ended early.");
    }
}
