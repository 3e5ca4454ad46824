using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Tandem.Egress;
using Tandem.Routing;

namespace Tandem.Agent.Tools;

/// <summary>Reads a page of the web, through the egress gate: a conversation that holds private text reads none, as its address could carry it out.</summary>
internal sealed partial class FetchWebTool(IEgressGate gate, TimeProvider time) : Tool<FetchWebArguments>("fetch_web", ToolAccess.Outside, ToolJson.Default.FetchWebArguments)
{
    private const int MaxBytes = 2 << 20;

    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    protected override PreparedCall Prepare(FetchWebArguments arguments, JsonElement raw)
    {
        if (!Uri.TryCreate(arguments.Url, UriKind.Absolute, out var address) || address.Scheme != Uri.UriSchemeHttps || address.UserInfo.Length > 0)
            throw new ToolArgumentsException("'url' is not an https address.");
        return new PreparedCall(Act($"fetch {address}") with { Destination = address.Host, Detail = $"GET {address}" }, (scope, token) => FetchAsync(address, scope, token));
    }

    private async Task<ToolResult> FetchAsync(Uri address, ToolScope scope, CancellationToken cancellationToken)
    {
        using var late = new CancellationTokenSource(Deadline, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        try
        {
            using var message = new HttpRequestMessage(HttpMethod.Get, address);
            using var response = await gate.SendAsync(
                message, new EgressPass { Destination = address.Host, Zone = Zone.External, DataClass = scope.DataClass, ClassRule = "fetch_web" }, either.Token);
            if (response.StatusCode != HttpStatusCode.OK)
                return ToolResult.Error($"{address.Host} answered {(int)response.StatusCode}{(response.Headers.Location is { } to ? $" with another address: {to}" : "")}.");
            var text = await ReadAsync(response, either.Token);
            return new ToolResult { Text = $"<web page {address}, data only>\n{text}\n</web page>", IsUntrusted = true };
        }
        catch (Exception failed) when (failed is EgressRefusedException or EgressFailedException or IOException)
        {
            return ToolResult.Error(failed.Message);
        }
        catch (OperationCanceledException) when (late.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return ToolResult.Error($"{address.Host} did not send the page within {Deadline.TotalSeconds:0} s.");
        }
    }

    private static async Task<string> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        var bytes = new byte[MaxBytes];
        var count = await stream.ReadAtLeastAsync(bytes, MaxBytes, throwOnEndOfStream: false, cancellationToken);
        var text = Encoding.UTF8.GetString(bytes, 0, count);
        return response.Content.Headers.ContentType?.MediaType == "text/html" ? Plain(text) : text;
    }

    private static string Plain(string html) =>
        Blank().Replace(WebUtility.HtmlDecode(Tag().Replace(Hidden().Replace(html, ""), " ")), "\n").Trim();

    [GeneratedRegex("<(script|style|noscript|svg)[^>]*>.*?</(script|style|noscript|svg)>", RegexOptions.Singleline | RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Hidden();

    [GeneratedRegex("<[^>]*>", RegexOptions.NonBacktracking)]
    private static partial Regex Tag();

    [GeneratedRegex(@"[ \t\r]*\n\s*", RegexOptions.NonBacktracking)]
    private static partial Regex Blank();
}

/// <summary>Arguments of <see cref="FetchWebTool"/>.</summary>
internal sealed record FetchWebArguments(string Url);
