using System.Net.NetworkInformation;
using System.Net.Sockets;

namespace PiHub.Api.SystemStatus;

/// <summary>A network interface of the machine.</summary>
/// <param name="Name">Its name, e.g. <c>eth0</c>.</param>
/// <param name="IsUp">Whether it is connected.</param>
/// <param name="Kind">What it is: <c>ethernet</c>, <c>wifi</c>, <c>loopback</c>, <c>other</c>.</param>
/// <param name="Addresses">Its addresses.</param>
internal sealed record NetworkResponse(string Name, bool IsUp, string Kind, IReadOnlyList<string> Addresses)
{
    /// <summary>All of the machine; empty when the operating system does not tell.</summary>
    public static IReadOnlyList<NetworkResponse> Read()
    {
        try
        {
            return [.. NetworkInterface.GetAllNetworkInterfaces().Select(Of)];
        }
        catch (NetworkInformationException)
        {
            return [];
        }
    }

    private static NetworkResponse Of(NetworkInterface each) => new(
        each.Name,
        each.OperationalStatus == OperationalStatus.Up,
        each.NetworkInterfaceType switch
        {
            NetworkInterfaceType.Loopback => "loopback",
            NetworkInterfaceType.Wireless80211 => "wifi",
            NetworkInterfaceType.Ethernet => each.Name.StartsWith("wl", StringComparison.Ordinal) ? "wifi" : "ethernet",
            _ => "other",
        },
        [.. each.GetIPProperties().UnicastAddresses
            .OrderBy(address => address.Address.AddressFamily == AddressFamily.InterNetworkV6)
            .Select(address => address.Address.ToString())]);
}
