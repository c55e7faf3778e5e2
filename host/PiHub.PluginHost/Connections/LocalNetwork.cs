using System.Net;

namespace PiHub.PluginHost.Connections;

/// <summary>Tells addresses and names of the owner's own network from the internet's.</summary>
internal static class LocalNetwork
{
    // This computer: RFC 1122 section 3.2.1.3 (0.0.0.0/8 reaches it too on Linux), RFC 4291 sections 2.5.2 and 2.5.3.
    private static readonly IPNetwork[] ThisComputer =
        [IPNetwork.Parse("127.0.0.0/8"), IPNetwork.Parse("0.0.0.0/8"), IPNetwork.Parse("::/127")];

    // Private and link-local: RFC 1918, RFC 3927, RFC 4193, RFC 4291 section 2.5.6.
    private static readonly IPNetwork[] Neighbourhood =
    [
        IPNetwork.Parse("10.0.0.0/8"), IPNetwork.Parse("172.16.0.0/12"), IPNetwork.Parse("192.168.0.0/16"),
        IPNetwork.Parse("169.254.0.0/16"), IPNetwork.Parse("fc00::/7"), IPNetwork.Parse("fe80::/10"),
    ];

    // RFC 6761 and RFC 6762, RFC 8375, and what home routers use besides.
    private static readonly string[] LocalSuffixes = [".local", ".lan", ".home.arpa", ".internal", ".home", ".localdomain"];

    /// <summary>Whether an address is this computer's or of a private network.</summary>
    public static bool Contains(IPAddress address) => IsThisComputer(address) || Array.Exists(Neighbourhood, network => network.Contains(address));

    public static bool IsThisComputer(IPAddress address) => Array.Exists(ThisComputer, network => network.Contains(address));

    public static bool IsNameOfThisComputer(string name) => name == "localhost" || name.EndsWith(".localhost", StringComparison.Ordinal);

    /// <summary>Whether a name has its meaning in the owner's network alone.</summary>
    public static bool IsLocalName(string name) => !name.Contains('.', StringComparison.Ordinal)
        || Array.Exists(LocalSuffixes, suffix => name.EndsWith(suffix, StringComparison.Ordinal));
}
