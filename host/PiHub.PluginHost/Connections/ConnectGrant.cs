using System.Net;

namespace PiHub.PluginHost.Connections;

/// <summary>One entry of a manifest's <c>permissions.connect</c>: a name, a name with <c>*.</c>, an address, a network or
/// <c>local</c>, each for one port or for all.</summary>
internal sealed class ConnectGrant
{
    private const string LocalWord = "local";

    private readonly string _name = "";
    private readonly bool _includesSubdomains;
    private readonly bool _isLocal;
    private readonly IPNetwork? _network;
    private readonly int? _port;

    private ConnectGrant(string host, int? port)
    {
        _port = port;
        _isLocal = host == LocalWord;
        _network = ReadNetwork(host.Trim('[', ']'));
        if (!_isLocal && _network is null)
        {
            _includesSubdomains = host.StartsWith("*.", StringComparison.Ordinal);
            _name = _includesSubdomains ? host[1..] : host;
        }
    }

    /// <summary>Whether it can grant an address, so that a name that no entry grants is worth resolving.</summary>
    public bool IsForAddresses => _isLocal || _network is not null;

    /// <summary>Reads an entry; false when it is none.</summary>
    public static bool TryParse(string entry, out ConnectGrant grant)
    {
        string text = entry.Trim().ToLowerInvariant();
        (string host, int? port) = (text, null);
        int colon = text.LastIndexOf(':');
        bool isBareAddress = !text.StartsWith('[') && ReadNetwork(text) is not null; // its colons are its own
        if (!isBareAddress && colon > 0 && ushort.TryParse(text.AsSpan(colon + 1), out ushort number) && number > 0)
        {
            (host, port) = (text[..colon], number);
        }

        grant = new ConnectGrant(host, port);
        string name = grant._name.TrimStart('.');
        return grant.IsForAddresses || (Uri.CheckHostName(name) == UriHostNameType.Dns && !name.Contains('*', StringComparison.Ordinal));
    }

    /// <summary>Whether it grants this name, in lower case and without a full stop at its end.</summary>
    public bool CoversName(string name, int port) => IsFor(port) && _name.Length > 0
        && (_includesSubdomains ? name.EndsWith(_name, StringComparison.Ordinal) : name == _name);

    public bool CoversAddress(IPAddress address, int port) =>
        IsFor(port) && ((_isLocal && LocalNetwork.Contains(address)) || _network?.Contains(address) == true);

    private bool IsFor(int port) => _port is null || _port == port;

    private static IPNetwork? ReadNetwork(string host) => IPAddress.TryParse(host, out IPAddress? address)
        ? new IPNetwork(address, address.GetAddressBytes().Length * 8)
        : IPNetwork.TryParse(host, out IPNetwork network) ? network : null;
}
