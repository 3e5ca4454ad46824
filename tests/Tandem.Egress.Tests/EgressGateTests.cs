using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Time.Testing;
using Tandem.Routing;
using Tandem.ScriptedUpstream;
using Tandem.TestKit;

namespace Tandem.Egress.Tests;

public sealed class EgressGateTests : IDisposable
{
    private readonly RecordingAudit audit = new();
    private readonly FakeTimeProvider time = new();
    private readonly EgressGate gate;

    public EgressGateTests() => gate = new EgressGate(new EgressOptions(), audit, time);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Zone.Local, DataClass.Private, false, true)]
    [InlineData(Zone.Local, DataClass.Shareable, false, true)]
    [InlineData(Zone.External, DataClass.Shareable, false, true)]
    [InlineData(Zone.External, DataClass.Private, true, true)]
    [InlineData(Zone.External, DataClass.Private, false, false)]
    public async Task Lets_private_text_out_only_by_a_named_override(Zone zone, DataClass dataClass, bool named, bool allowed)
    {
        await using var upstream = await FakeUpstream.StartAsync();
        var pass = Pass(zone) with { DataClass = dataClass, Override = named };
        if (allowed)
        {
            using var response = await SendAsync(upstream, pass);
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        }
        else
        {
            var refused = await Assert.ThrowsAsync<EgressRefusedException>(() => SendAsync(upstream, pass));
            Assert.Equal("zone", refused.Rule);
        }

        Assert.Equal(allowed ? 1 : 0, upstream.Requests.Count);
        var row = Assert.Single(audit.Entries);
        Assert.Equal((allowed ? "allowed" : "refused", zone, dataClass, named), (row.Verdict, row.Zone, row.DataClass, row.Override));
    }

    [Fact]
    public async Task Sends_the_redacted_bytes_whose_hash_it_audits()
    {
        await using var upstream = await FakeUpstream.StartAsync();
        using var response = await SendAsync(upstream, Pass(Zone.External), "{\"text\":\"key " + "gh" + "p_" + new string('x', 20) + new string('Y', 16) + "\"}");
        var call = Assert.Single(upstream.Requests);
        var row = Assert.Single(audit.Entries);
        Assert.Equal(["github-token"], row.Rules);
        Assert.Equal("redacted", row.Verdict);
        Assert.Contains("[REDACTED:github-token:", call.Text, StringComparison.Ordinal);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(call.Body.Span)), row.BodyHash);
    }

    [Fact]
    public async Task Blocks_a_secret_by_its_rules_name_where_configured_and_never_looks_at_local_requests()
    {
        await using var upstream = await FakeUpstream.StartAsync();
        var body = "{\"text\":\"" + "gh" + "p_" + new string('x', 20) + new string('Y', 16) + "\"}";
        var refused = await Assert.ThrowsAsync<EgressRefusedException>(() => SendAsync(upstream, Pass(Zone.External) with { Secrets = SecretHandling.Block }, body));
        Assert.Equal("github-token", refused.Rule);
        Assert.Empty(upstream.Requests);
        using var local = await SendAsync(upstream, Pass(Zone.Local) with { Secrets = SecretHandling.Block }, body);
        Assert.Equal(body, Assert.Single(upstream.Requests).Text);
    }

    [Fact]
    public async Task Does_not_follow_redirects()
    {
        await using var upstream = await FakeUpstream.StartAsync(Reply.Broken(Faults.Redirect));
        using var response = await SendAsync(upstream, Pass(Zone.Local));
        Assert.Equal(HttpStatusCode.TemporaryRedirect, response.StatusCode);
        Assert.Single(upstream.Requests);
    }

    [Fact]
    public async Task Waits_for_headers_until_their_deadline()
    {
        await using var upstream = await FakeUpstream.StartAsync(Reply.Broken(Faults.Silence));
        var sending = SendAsync(upstream, Pass(Zone.Local));
        await upstream.HoldingAsync(Token);
        time.Advance(TimeSpan.FromSeconds(59));
        Assert.False(sending.IsCompleted);
        time.Advance(TimeSpan.FromSeconds(2));
        var failed = await Assert.ThrowsAsync<EgressFailedException>(() => sending);
        Assert.Equal(EgressFailure.HeadersDeadline, failed.Failure);
    }

    [Fact]
    public async Task Says_that_a_port_is_closed_and_a_name_unknown()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var closed = new Uri($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}");
        listener.Stop();
        foreach (var address in new[] { closed, new Uri("http://no-such-host.invalid") })
        {
            using var message = new HttpRequestMessage(HttpMethod.Get, address);
            var failed = await Assert.ThrowsAsync<EgressFailedException>(() => gate.SendAsync(message, Pass(Zone.Local), Token));
            Assert.Equal(EgressFailure.Connect, failed.Failure);
        }
    }

    [Fact]
    public async Task Tells_a_reset_from_a_refused_connection()
    {
        await using var upstream = await FakeUpstream.StartAsync(Reply.Broken(Faults.Reset, after: -1));
        var failed = await Assert.ThrowsAsync<EgressFailedException>(() => SendAsync(upstream, Pass(Zone.Local)));
        Assert.Equal(EgressFailure.Reset, failed.Failure);
    }

    [Fact]
    public async Task Sends_nothing_to_a_server_whose_certificate_is_not_valid_and_trusts_a_configured_root()
    {
        using var certificate = SelfSigned("127.0.0.1");
        await using var upstream = await FakeUpstream.StartAsync(new UpstreamScript(), certificate: certificate);
        var failed = await Assert.ThrowsAsync<EgressFailedException>(() => SendAsync(upstream, Pass(Zone.Local)));
        Assert.Equal(EgressFailure.Certificate, failed.Failure);
        Assert.Empty(upstream.Requests);
        using var trusting = new EgressGate(new EgressOptions { TrustedRoots = [certificate] }, audit, time);
        using var message = Message(upstream, "{}");
        using var response = await trusting.SendAsync(message, Pass(Zone.Local), Token);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task Refuses_private_addresses_for_external_models_unless_the_administrator_named_them()
    {
        await using var upstream = await FakeUpstream.StartAsync();
        var refused = await Assert.ThrowsAsync<EgressRefusedException>(() => SendAsync(upstream, Pass(Zone.External) with { AllowPrivateAddress = false }));
        Assert.Equal("private-address", refused.Rule);
        using var metadata = new HttpRequestMessage(HttpMethod.Get, "http://169.254.169.254/latest");
        Assert.Equal("private-address", (await Assert.ThrowsAsync<EgressRefusedException>(() => gate.SendAsync(metadata, Pass(Zone.Local), Token))).Rule);
    }

    [Fact]
    public async Task Sends_nothing_when_the_audit_row_cannot_be_kept()
    {
        await using var upstream = await FakeUpstream.StartAsync();
        using var strict = new EgressGate(new EgressOptions(), new BrokenAudit(), time);
        using var message = Message(upstream, "{}");
        await Assert.ThrowsAsync<IOException>(() => strict.SendAsync(message, Pass(Zone.Local), Token));
        Assert.Equal(0, upstream.Connections);
    }

    [Fact]
    public async Task Uses_a_kept_connection_again_and_opens_a_new_one_after_its_loss()
    {
        await using var upstream = await FakeUpstream.StartAsync(Reply.Stream("a"), Reply.Stream("b"), Reply.Broken(Faults.Reset, after: -1), Reply.Stream("c"));
        for (var i = 0; i < 2; i++)
        {
            using var response = await SendAsync(upstream, Pass(Zone.Local));
            await response.Content.ReadAsStringAsync(Token);
        }

        Assert.Equal(1, upstream.Connections);
        var failed = await Assert.ThrowsAsync<EgressFailedException>(() => SendAsync(upstream, Pass(Zone.Local)));
        Assert.Equal(EgressFailure.Reset, failed.Failure);
        using var again = await SendAsync(upstream, Pass(Zone.Local));
        Assert.Equal(HttpStatusCode.OK, again.StatusCode);
    }

    [Fact]
    public async Task A_cancelled_caller_is_told_so_and_not_that_the_server_failed()
    {
        await using var upstream = await FakeUpstream.StartAsync(Reply.Broken(Faults.Silence));
        using var leaving = new CancellationTokenSource();
        using var message = Message(upstream, "{}");
        var sending = gate.SendAsync(message, Pass(Zone.Local), leaving.Token);
        await upstream.HoldingAsync(Token);
        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sending);
        Assert.False(await upstream.Requests[0].Ended.WaitAsync(TimeSpan.FromSeconds(10), Token));
    }

    [Theory]
    [InlineData("10.1.2.3", true)]
    [InlineData("172.20.0.1", true)]
    [InlineData("192.168.1.1", true)]
    [InlineData("::1", true)]
    [InlineData("fd00::1", true)]
    [InlineData("::ffff:127.0.0.1", true)]
    [InlineData("8.8.8.8", false)]
    [InlineData("2606:4700::1111", false)]
    public void Knows_private_addresses(string address, bool isPrivate) => Assert.Equal(isPrivate, PrivateAddresses.Contains(IPAddress.Parse(address)));

    public void Dispose() => gate.Dispose();

    private Task<HttpResponseMessage> SendAsync(FakeUpstream upstream, EgressPass pass, string body = "{}") => gate.SendAsync(Message(upstream, body), pass, Token);

    private static HttpRequestMessage Message(FakeUpstream upstream, string body) =>
        new(HttpMethod.Post, new Uri(upstream.Address, "/v1/chat/completions")) { Content = new StringContent(body) };

    private static EgressPass Pass(Zone zone) => new()
    {
        Destination = "test", Zone = zone, DataClass = DataClass.Shareable, ClassRule = "test", AllowPrivateAddress = true,
    };

    private static X509Certificate2 SelfSigned(string address)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={address}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Parse(address));
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, false, 0, true));
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(30));
        return X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pfx), password: null);
    }

    private sealed class BrokenAudit : IEgressAudit
    {
        public ValueTask WriteAsync(EgressAuditEntry entry, CancellationToken cancellationToken) => throw new IOException("disk full");
    }
}
