using System.Net;

namespace PiHub.Mqtt.Transport;

/// <summary>Where a connection comes from, as people write it.</summary>
internal static class PeerAddress
{
    /// <summary>A listener for both IP versions sees IPv4 clients as <c>::ffff:192.0.2.1</c>; this gives <c>192.0.2.1</c>.</summary>
    public static IPAddress? Of(IPAddress? address) => address is { IsIPv4MappedToIPv6: true } ? address.MapToIPv4() : address;
}
