using System.Net;
using PiHub.Hal.Udp;
using PiHub.Sdk.Devices;

namespace PiHub.Hal.Tests.Udp;

public sealed class SimulatedNetworkTests
{
    [Fact]
    public async Task Network_DeliversToTheReceiverAndToAllByBroadcast()
    {
        var network = new SimulatedNetwork();
        IPEndPoint[] addresses = [.. Enumerable.Range(1, 3).Select(i => new IPEndPoint(IPAddress.Parse($"10.0.0.{i}"), 700))];
        SimulatedDatagramPort[] ports = [.. addresses.Select(network.Open)];
        Assert.Throws<DeviceFaultException>(() => network.Open(addresses[0]));
        byte[] buffer = new byte[3];
        await ports[0].SendAsync("lost"u8.ToArray(), new IPEndPoint(IPAddress.Loopback, 700), CancellationToken.None);
        await ports[0].SendAsync("hello"u8.ToArray(), addresses[1], CancellationToken.None);
        Assert.Equal((3, addresses[0]), await ports[1].ReceiveAsync(buffer, CancellationToken.None));
        Assert.Equal("hel"u8.ToArray(), buffer);

        await ports[1].SendAsync("!"u8.ToArray(), new IPEndPoint(IPAddress.Broadcast, 700), CancellationToken.None);
        Assert.Equal((1, addresses[1]), await ports[0].ReceiveAsync(buffer, CancellationToken.None));
        Assert.Equal((1, addresses[1]), await ports[2].ReceiveAsync(buffer, CancellationToken.None));

        for (int i = 0; i < SimulatedDatagramPort.Capacity + 2; i++)
        {
            await ports[0].SendAsync(new[] { (byte)i }, addresses[2], CancellationToken.None);
        }

        Assert.Equal(2, ports[2].DatagramsDropped);
        await ports[2].ReceiveAsync(buffer, CancellationToken.None);
        Assert.Equal(0, buffer[0]);
        await ports[1].DisposeAsync();
        await Assert.ThrowsAsync<DeviceFaultException>(async () => await ports[1].ReceiveAsync(buffer, CancellationToken.None));
        SimulatedDatagramPort again = network.Open(addresses[1]);
        await ports[1].DisposeAsync();
        await ports[0].SendAsync("2"u8.ToArray(), addresses[1], CancellationToken.None);
        Assert.Equal((1, addresses[0]), await again.ReceiveAsync(buffer, CancellationToken.None));
    }
}
