using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Tandem.ScriptedUpstream.Rendering;

namespace Tandem.ScriptedUpstream;

/// <summary>Puts one reply on the wire, with its faults.</summary>
internal sealed class Delivery(
    HttpContext http, UpstreamCall call, Reply reply, DialectRendering rendering, SeededCuts? cuts, Func<CancellationToken, Task> holdAsync, CancellationToken left)
{
    /// <returns>True = the answer was written to its end.</returns>
    public async Task<bool> RunAsync(AnswerContext context, bool stream)
    {
        if (Has(Faults.Silence))
        {
            await holdAsync(left);
            http.Abort();
            return false;
        }

        if (Has(Faults.Reset) && reply.FaultAfter < 0) return Reset();
        if (reply.RetryAfterSeconds is { } seconds) http.Response.Headers.RetryAfter = seconds.ToString(System.Globalization.CultureInfo.InvariantCulture);
        if (Refusal() is { } refusal) return await WholeAsync(AnswerContext.Write(rendering.Error(refusal.Status, refusal.Message, refusal.Code)), "application/json", refusal.Status);
        if (reply.RawBody is { } raw) return await RawAsync(raw);
        if (Has(Faults.Html)) return await WholeAsync("<!doctype html><html><body>Bad gateway</body></html>", "text/html; charset=utf-8");
        if (Has(Faults.Empty)) return await WholeAsync("", stream ? rendering.StreamType : "application/json");
        if (Has(Faults.Redirect)) return await RedirectAsync();
        http.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        if (!stream) return await AnswerAsync(context);
        var completed = await StreamAsync(context);
        await SendRestAsync();
        return completed;
    }

    private async Task<bool> AnswerAsync(AnswerContext context)
    {
        foreach (var pause in reply.Pieces) await PauseAsync(pause);
        if (Has(Faults.Stall)) await holdAsync(left);
        var body = AnswerContext.Write(Has(Faults.InBandError) ? rendering.Error(503, "The server is overloaded.", "overloaded") : rendering.Whole(context));
        if (Has(Faults.Cut) || Has(Faults.Reset)) return await PartAsync(body);
        if (Has(Faults.MalformedLine) || Has(Faults.EndEarly)) body = body[..(body.Length / 2)];
        call.CountOutput(AnswerContext.Bytes(context.Text) + AnswerContext.Bytes(context.ReasoningText));
        if (!Has(Faults.BadUtf8)) return await WholeAsync(body, Has(Faults.WrongContentType) ? "text/plain" : "application/json");
        var bytes = Encoding.UTF8.GetBytes(body);
        bytes[bytes.Length / 2] = 0xFF;
        http.Response.ContentType = "application/json";
        await SendAllAsync(bytes);
        return true;
    }

    private async Task<bool> StreamAsync(AnswerContext context)
    {
        http.Response.ContentType = Has(Faults.WrongContentType) ? "text/plain" : rendering.StreamType;
        await http.Response.StartAsync(left);
        await http.Response.Body.FlushAsync(left);
        var content = 0;
        var fault = false; // Whether the fault at its place has happened.
        foreach (var chunk in rendering.Stream(context))
        {
            if (chunk.Pause is { } pause) await PauseAsync(pause);
            if (chunk.Kind == ChunkKind.Terminator && Has(Faults.NoTerminator)) return true;
            if (!fault && content >= reply.FaultAfter && chunk.Kind is ChunkKind.Content or ChunkKind.Finish)
            {
                fault = true;
                if (Has(Faults.Stall)) await PauseAsync(new HoldPiece());
                if (Has(Faults.MalformedLine)) await SendAsync(Encode(rendering.MalformedLine));
                if (Has(Faults.BadUtf8)) await SendAsync(Damage(Encode(chunk.Text)));
                if (Has(Faults.InBandError)) await SendAsync(Encode(rendering.InBandError()));
                if (Has(Faults.InBandError) || Has(Faults.EndEarly)) return false;
                if (Has(Faults.Cut) || Has(Faults.Reset)) await SendRestAsync();
                if (Has(Faults.Cut)) http.Abort();
                if (Has(Faults.Reset)) Reset();
                if (Has(Faults.Cut) || Has(Faults.Reset)) return false;
            }

            if (Has(Faults.Comments)) await SendAsync(Encode(rendering.Comment));
            await SendAsync(Encode(chunk.Text));
            call.CountOutput(chunk.OutputBytes);
            if (chunk.Kind == ChunkKind.Content) content++;
        }

        if (Has(Faults.StaysOpen)) await PauseAsync(new HoldPiece());
        return true;
    }

    private async Task<bool> WholeAsync(string body, string contentType, int status = 200)
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = contentType;
        http.Response.ContentLength = Encoding.UTF8.GetByteCount(body);
        await SendAllAsync(Encoding.UTF8.GetBytes(body));
        return status < 400;
    }

    private async Task<bool> RawAsync(ReadOnlyMemory<byte> body)
    {
        http.Response.StatusCode = reply.StatusCode;
        if (reply.RawContentType is not "") http.Response.ContentType = reply.RawContentType;
        await http.Response.StartAsync(left);
        await SendAllAsync(body);
        if (Has(Faults.Cut)) http.Abort();
        return true;
    }

    private async Task<bool> PartAsync(string body)
    {
        var bytes = Encoding.UTF8.GetBytes(body);
        http.Response.ContentType = "application/json";
        http.Response.ContentLength = bytes.Length;
        await SendAllAsync(bytes.AsMemory(0, bytes.Length / 2));
        if (Has(Faults.Reset)) return Reset();
        http.Abort();
        return false;
    }

    private async Task<bool> RedirectAsync()
    {
        http.Response.StatusCode = 307;
        http.Response.Headers.Location = "/elsewhere" + http.Request.Path;
        await http.Response.StartAsync(left);
        return false;
    }

    private bool Reset()
    {
        if (http.Features.Get<IConnectionSocketFeature>() is { } connection)
        {
            connection.Socket.LingerState = new LingerOption(enable: true, seconds: 0); // Closing now sends RST instead of FIN.
            connection.Socket.Close();
        }

        http.Abort();
        return false;
    }

    private async Task PauseAsync(ReplyPiece piece)
    {
        await SendRestAsync();
        if (piece is HoldPiece) await holdAsync(left);
        if (piece is DelayPiece delay) await Task.Delay(delay.Time, left);
    }

    private async Task SendAllAsync(ReadOnlyMemory<byte> bytes)
    {
        await SendAsync(bytes);
        await SendRestAsync();
    }

    private async Task SendAsync(ReadOnlyMemory<byte> bytes)
    {
        if (cuts is null) await WriteAsync(bytes);
        else
            foreach (var piece in cuts.Add(bytes)) await WriteAsync(piece);
    }

    /// <summary>What the cuts still hold back goes out before the stream pauses, breaks or ends.</summary>
    private async Task SendRestAsync()
    {
        if (cuts?.Rest() is { Length: > 0 } rest) await WriteAsync(rest);
    }

    private async Task WriteAsync(ReadOnlyMemory<byte> bytes)
    {
        var step = Has(Faults.OneBytePerPacket) ? 1 : Math.Max(1, bytes.Length);
        for (var start = 0; start < bytes.Length; start += step)
        {
            await http.Response.Body.WriteAsync(bytes.Slice(start, Math.Min(step, bytes.Length - start)), left);
            await http.Response.Body.FlushAsync(left);
        }
    }

    private byte[] Encode(string text) => Encoding.UTF8.GetBytes(Has(Faults.Crlf) ? text.ReplaceLineEndings("\r\n") : text);

    private static byte[] Damage(byte[] bytes)
    {
        var place = bytes.AsSpan().LastIndexOf("\":\""u8); // Inside the last string value.
        bytes[place < 0 ? bytes.Length / 2 : place + 3] = 0xFF;
        return bytes;
    }

    private (int Status, string Message, string? Code)? Refusal() =>
        Has(Faults.ContextLength) ? rendering.ContextLength
        : Has(Faults.ContentFilter) ? rendering.ContentFilter
        : Has(Faults.QuotaExhausted) ? rendering.QuotaExhausted
        : reply.StatusCode >= 400 && reply.RawBody is null ? (reply.StatusCode, reply.ErrorMessage ?? "scripted failure", reply.ErrorCode)
        : null;

    private bool Has(Faults faults) => (reply.Faults & faults) != 0;
}
