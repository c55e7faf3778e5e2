using System.Collections.Concurrent;
using System.Net;

namespace PiHub.Hal.Udp;

/// <summary>A network of UDP ports in memory.</summary>
/// <remarks>Safe to call from any thread. As with UDP, a datagram to an address where nobody listens is lost.</remarks>
public sealed class SimulatedNetwork
{
    private readonly ConcurrentDictionary<IPEndPoint, SimulatedDatagramPort> _ports = new();

    /// <summary>Opens a port.</summary>
    /// <param name="address">Its address and port number.</param>
    /// <returns>The port; the caller disposes it.</returns>
    /// <exception cref="PiHub.Sdk.Devices.DeviceFaultException">The address is in use.</exception>
    public SimulatedDatagramPort Open(IPEndPoint address)
    {
        ArgumentNullException.ThrowIfNull(address);
        var port = new SimulatedDatagramPort(this, address);
        return _ports.TryAdd(address, port)
            ? port
            : throw new Sdk.Devices.DeviceFaultException($"The UDP address {address} is in use.");
    }

    internal void Deliver(ReadOnlyMemory<byte> data, IPEndPoint sender, IPEndPoint receiver)
    {
        if (receiver.Address.Equals(IPAddress.Broadcast))
        {
            foreach ((IPEndPoint address, SimulatedDatagramPort port) in _ports)
            {
                if (address.Port == receiver.Port && !address.Equals(sender))
                {
                    port.Accept(data, sender);
                }
            }
        }
        else if (_ports.TryGetValue(receiver, out SimulatedDatagramPort? port))
        {
            port.Accept(data, sender);
        }
    }

    internal void Close(IPEndPoint address, SimulatedDatagramPort port) => _ports.TryRemove(KeyValuePair.Create(address, port));
}
