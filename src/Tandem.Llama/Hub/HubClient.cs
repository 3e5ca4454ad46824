using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;

namespace Tandem.Llama.Hub;

/// <summary>Asks a Hugging Face-style hub for files.</summary>
internal sealed class HubClient(HubSend send, Uri hub, string? token)
{
    private const int MaxRedirects = 5;
    private static readonly string[] PreferredQuantisations = ["Q4_K_M", "Q8_0", "Q4_0", "Q4_K_S", "Q5_K_M", "Q6_K", "F16", "BF16"];

    /// <summary>Size, digest and place of a file. Where only a quantisation is known, the repository is listed first.</summary>
    public async Task<HubFile> ResolveAsync(ModelAddress address, CancellationToken cancellationToken)
    {
        var name = address.File ?? await ChooseFileAsync(address, cancellationToken);
        var location = new Uri(hub, $"{address.Repository}/resolve/{address.Revision}/{Escape(name)}");
        long? bytes = null;
        string? digest = null;
        for (var hop = 0; hop <= MaxRedirects; hop++)
        {
            using var response = await SendAsync(new HttpRequestMessage(HttpMethod.Head, location), cancellationToken);
            bytes ??= Header(response, "X-Linked-Size") is { } size ? long.Parse(size, CultureInfo.InvariantCulture) : null;
            digest ??= DigestOf(Header(response, "X-Linked-ETag")) ?? DigestOf(response.Headers.ETag?.Tag);
            if (response.StatusCode is >= HttpStatusCode.Moved and < HttpStatusCode.BadRequest && response.Headers.Location is { } next)
            {
                location = Follow(location, next);
                continue;
            }

            ThrowIfRefused(response, location);
            bytes ??= response.Content.Headers.ContentLength;
            if (digest is null || bytes is null)
                throw new ModelPullException(ModelPullError.NoDigest, $"The hub states no size and SHA-256 for '{name}': it could not be checked. Nothing was pulled.");
            return new HubFile(name, location, bytes.Value, digest);
        }

        throw new ModelPullException(ModelPullError.Failed, $"The hub redirects '{name}' more than {MaxRedirects} times.");
    }

    /// <summary>The file's bytes from an offset. Status 206 where the server honours it, else 200 with all of them.</summary>
    public async Task<HttpResponseMessage> DownloadAsync(HubFile file, long from, CancellationToken cancellationToken)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, file.Location);
        if (from > 0)
            request.Headers.Range = new RangeHeaderValue(from, null);
        var response = await SendAsync(request, cancellationToken);
        if (response.StatusCode is HttpStatusCode.OK or HttpStatusCode.PartialContent)
            return response;
        using (response)
            ThrowIfRefused(response, file.Location);
        throw new ModelPullException(ModelPullError.Failed, $"{file.Location.Host} answered {(int)response.StatusCode} to the download of '{file.Name}'.");
    }

    private async Task<string> ChooseFileAsync(ModelAddress address, CancellationToken cancellationToken)
    {
        var location = new Uri(hub, $"api/models/{address.Repository}/tree/{address.Revision}?recursive=true");
        using var response = await SendAsync(new HttpRequestMessage(HttpMethod.Get, location), cancellationToken);
        ThrowIfRefused(response, location);
        using var tree = await JsonDocument.ParseAsync(await response.Content.ReadAsStreamAsync(cancellationToken), default, cancellationToken);
        var files = tree.RootElement.EnumerateArray()
            .Select(node => node.TryGetProperty("path", out var path) ? path.GetString() : null)
            .OfType<string>()
            .Where(path => path.EndsWith(".gguf", StringComparison.OrdinalIgnoreCase) && !path.Contains("-of-0", StringComparison.Ordinal))
            .ToList();
        var wanted = address.Quantisation is null ? PreferredQuantisations : [address.Quantisation];
        return wanted.Select(quantisation => files.Find(path => Bears(path, quantisation))).OfType<string>().FirstOrDefault()
            ?? throw new ModelPullException(
                ModelPullError.NotFound,
                $"'{address.Repository}' has no single GGUF file of {string.Join(" or ", wanted)}. It has: {string.Join(", ", files.Take(12))}.");
    }

    private static bool Bears(string path, string quantisation) =>
        Path.GetFileNameWithoutExtension(path).EndsWith(quantisation, StringComparison.OrdinalIgnoreCase);

    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        // The token is for the hub alone: the stores that it redirects to are other parties.
        if (token is not null && Uri.Compare(request.RequestUri, hub, UriComponents.SchemeAndServer, UriFormat.Unescaped, StringComparison.OrdinalIgnoreCase) == 0)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        try
        {
            return await send(request, cancellationToken);
        }
        catch (HttpRequestException error)
        {
            throw new ModelPullException(
                ModelPullError.Offline,
                $"{request.RequestUri!.Host} cannot be reached ({error.Message}). Connect, or set HTTPS_PROXY, or copy a GGUF file here from another " +
                "machine and name its path.",
                error);
        }
    }

    private static Uri Follow(Uri from, Uri next)
    {
        var target = new Uri(from, next);
        return target.Scheme == Uri.UriSchemeHttps || (from.Scheme == Uri.UriSchemeHttp && target.IsLoopback)
            ? target
            : throw new ModelPullException(ModelPullError.Failed, $"The hub redirects to '{target.Scheme}', which is not encrypted. Nothing was pulled.");
    }

    private static void ThrowIfRefused(HttpResponseMessage response, Uri location)
    {
        if (response.IsSuccessStatusCode)
            return;
        throw response.StatusCode switch
        {
            HttpStatusCode.NotFound => new ModelPullException(ModelPullError.NotFound, $"{location} does not exist. Check owner, repository and file."),
            HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => new ModelPullException(
                ModelPullError.Unauthorized,
                $"{location.Host} refuses this model without a token (or the repository does not exist). Accept its licence on the hub's page and set HF_TOKEN."),
            _ => new ModelPullException(ModelPullError.Failed, $"{location.Host} answered {(int)response.StatusCode}. Try again later."),
        };
    }

    private static string? Header(HttpResponseMessage response, string name) =>
        response.Headers.TryGetValues(name, out var values) ? values.First() : null;

    /// <summary>A SHA-256 in quotes; other tags are no digests of the content.</summary>
    private static string? DigestOf(string? tag)
    {
        var text = tag?.Trim('"');
        return text is { Length: 64 } && text.All(char.IsAsciiHexDigit) ? text.ToLowerInvariant() : null;
    }

    private static string Escape(string path) => string.Join('/', path.Split('/').Select(Uri.EscapeDataString));
}
