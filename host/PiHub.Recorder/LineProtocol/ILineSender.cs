namespace PiHub.Recorder.LineProtocol;

/// <summary>Sends lines to the server.</summary>
internal interface ILineSender
{
    /// <summary>Sends one request; sending the same lines again changes nothing.</summary>
    /// <param name="lines">Whole lines.</param>
    /// <param name="cancellationToken">Gives up; the server may have taken them.</param>
    /// <returns>Trouble on the way is an answer too, not an exception.</returns>
    ValueTask<WriteAnswer> SendAsync(ReadOnlyMemory<byte> lines, CancellationToken cancellationToken);
}
