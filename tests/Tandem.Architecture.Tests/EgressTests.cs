using System.Text.RegularExpressions;

namespace Tandem.Architecture.Tests;

/// <summary>The compiler refuses banned types (BannedSymbols.Network.txt); these tests keep the ban itself from being lifted quietly.</summary>
public sealed partial class EgressTests
{
    [Fact]
    public void Only_the_egress_gate_and_the_test_server_own_the_network() =>
        Assert.Equal(
            ["Tandem.Egress", "Tandem.ScriptedUpstream"],
            Repository.References.Keys.Order(StringComparer.Ordinal).Where(project => File.ReadAllText(Path.Combine(Repository.Root, "src", project, project + ".csproj")).Contains("<OwnsNetwork>true")));

    [Fact]
    public void No_source_outside_the_gate_makes_a_client_or_a_socket() =>
        Assert.Empty(Repository.Sources()
            .Where(file => !file.StartsWith("src/Tandem.Egress/", StringComparison.Ordinal) && Client().IsMatch(File.ReadAllText(Path.Combine(Repository.Root, file)))));

    [Fact]
    public void No_source_lifts_the_ban() =>
        Assert.Empty(Repository.Sources().Where(file => File.ReadAllText(Path.Combine(Repository.Root, file)).Contains("RS0030")));

    [GeneratedRegex(@"new (HttpClient|HttpMessageInvoker|SocketsHttpHandler|HttpClientHandler|TcpClient|UdpClient|Socket|ClientWebSocket|WebClient)\b")]
    private static partial Regex Client();
}
