using System.Net;
using PiHub.Mqtt.Transport;

namespace PiHub.Mqtt.Tests.Transport;

public sealed class PeerAddressTests
{
    [Theory]
    [InlineData("::ffff:192.0.2.1", "192.0.2.1")]
    [InlineData("192.0.2.1", "192.0.2.1")]
    [InlineData("2001:db8::1", "2001:db8::1")]
    public void Of_MappedAddress_IsTheIPv4One(string address, string expected) =>
        Assert.Equal(expected, PeerAddress.Of(IPAddress.Parse(address))?.ToString());
}
