using Tandem.Providers;

namespace Tandem.Server.Gateway;

/// <summary>Writes the events of an in-process call as an API's answer, for APIs that have no dialect of their own.</summary>
internal interface IAnswerFormat
{
    string ContentType { get; }

    /// <summary>The bytes of a frame; empty where there is nothing to send yet. They are valid until the next call.</summary>
    ReadOnlyMemory<byte> Write(in RelayFrame frame);

    /// <summary>An error inside a stream that has begun.</summary>
    ReadOnlyMemory<byte> StreamError(WireError error);
}
