using System.Net.Sockets;

namespace Tandem.Egress;

/// <summary>Sockets that listen: nothing goes out by them, but whoever may touch a socket at all is settled here.</summary>
public static class ListenSocket
{
    /// <summary>Bounds what the kernel holds of what is sent; connections that the socket accepts take the bound over.</summary>
    /// <param name="bytes">As given to SO_SNDBUF (socket(7)); Linux doubles it for its own book-keeping.</param>
    public static Socket WithSendBuffer(Socket listening, int bytes)
    {
        ArgumentNullException.ThrowIfNull(listening);
        listening.SendBufferSize = bytes;
        return listening;
    }
}
