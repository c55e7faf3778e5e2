using System.Net;

namespace PiHub.PluginHost.Connections;

/// <summary>Which hosts and addresses a manifest's <c>permissions.connect</c> grants.</summary>
internal sealed class ConnectPolicy
{
    private readonly List<ConnectGrant> _grants = [];

    public ConnectPolicy(IEnumerable<string> entries)
    {
        foreach (string entry in entries)
        {
            if (ConnectGrant.TryParse(entry, out ConnectGrant grant))
            {
                _grants.Add(grant);
            }
        }
    }

    /// <summary>Whether it makes sense to resolve a name: one that nothing can grant must not even be asked for.</summary>
    public bool MayResolve(string host, int port) =>
        GrantsName(Normalize(host), port) || _grants.Exists(grant => grant.IsForAddresses);

    /// <summary>Whether a connection to this address is granted, under the name that it was found by.</summary>
    /// <remarks>A granted name of the internet that turns out to mean this computer or the owner's network (DNS rebinding) does not
    /// count; such addresses must be granted themselves.</remarks>
    public bool Grants(string host, IPAddress address, int port)
    {
        IPAddress actual = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        if (_grants.Exists(grant => grant.CoversAddress(actual, port)))
        {
            return true;
        }

        string name = Normalize(host);
        return GrantsName(name, port) && (LocalNetwork.IsThisComputer(actual)
            ? LocalNetwork.IsNameOfThisComputer(name)
            : !LocalNetwork.Contains(actual) || LocalNetwork.IsLocalName(name));
    }

    private bool GrantsName(string name, int port) => _grants.Exists(grant => grant.CoversName(name, port));

    private static string Normalize(string host) => host.TrimEnd('.').ToLowerInvariant();
}
