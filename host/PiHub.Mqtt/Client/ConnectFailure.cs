namespace PiHub.Mqtt.Client;

/// <summary>An attempt to connect failed for a known reason.</summary>
internal sealed class ConnectFailure : Exception
{
    public ConnectFailure(LinkEnd end, Exception? inner = null)
        : base(end.Text, inner) => End = end;

    public LinkEnd End { get; }
}
