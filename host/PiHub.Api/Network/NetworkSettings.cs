using System.ComponentModel.DataAnnotations;
using System.Net;
using PiHub.Sdk.Settings;

namespace PiHub.Api.Network;

/// <summary>Who reaches the hub over the network, and how.</summary>
public sealed class NetworkSettings : IValidatableObject
{
    /// <summary>Whether other computers must use HTTPS: pages are redirected, everything else is refused.</summary>
    /// <value>false</value>
    [Display(
        Name = "Require HTTPS",
        Description = "Other computers that come without it are led to HTTPS; API and MQTT over WebSocket are refused. This computer itself may still use HTTP.",
        GroupName = "HTTPS",
        Order = 1)]
    public bool RequireHttps { get; set; }

    /// <summary>For how long browsers must use HTTPS for this host name, in days (HSTS, RFC 6797); 0: they are not told.</summary>
    /// <value>0</value>
    [Range(0, 730)]
    [Unit("days")]
    [Display(
        Name = "Strict transport security",
        Description = "Browsers then refuse plain HTTP for this host name for so long, also for its other programs. It cannot be taken back sooner.",
        GroupName = "HTTPS",
        Order = 2)]
    public int StrictTransportSecurityDays { get; set; }

    /// <summary>Origins whose pages may call the API with a key of their own (CORS), e.g. <c>https://app.example</c>.</summary>
    /// <value>none</value>
    [Length(0, 50)]
    [Display(
        Name = "Allowed origins",
        Description = "Web pages of other sites that may call the API, with an API key: scheme, host and port, e.g. https://app.example:8443.",
        GroupName = "Other sites",
        Order = 3)]
    public IReadOnlyList<string> AllowedOrigins { get; set; } = [];

    /// <summary>Addresses and networks (CIDR) whose <c>X-Forwarded-For</c>, <c>-Proto</c> and <c>-Host</c> are believed.</summary>
    /// <value>none</value>
    [Length(0, 50)]
    [Display(
        Name = "Trusted proxies",
        Description = "Addresses or networks of reverse proxies in front of the hub, e.g. 127.0.0.1 or 10.0.0.0/24. Only theirs X-Forwarded headers count.",
        GroupName = "Reverse proxy",
        Order = 4)]
    public IReadOnlyList<string> TrustedProxies { get; set; } = [];

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        foreach (string origin in AllowedOrigins.Where(origin => !IsOrigin(origin)))
        {
            yield return new ValidationResult($"'{origin}' is no origin: write scheme, host and port, e.g. https://app.example", [nameof(AllowedOrigins)]);
        }

        foreach (string proxy in TrustedProxies.Where(proxy => NetworkOf(proxy) is null))
        {
            yield return new ValidationResult($"'{proxy}' is neither an IP address nor a network such as 10.0.0.0/24", [nameof(TrustedProxies)]);
        }
    }

    /// <summary>Whether the pages of an origin may call the API.</summary>
    internal bool Allows(string origin) => AllowedOrigins.Contains(origin, StringComparer.OrdinalIgnoreCase);

    /// <summary>The network that an entry of <see cref="TrustedProxies"/> means; null when it is none.</summary>
    internal static IPNetwork? NetworkOf(string entry) =>
        IPNetwork.TryParse(entry, out IPNetwork network) ? network
        : IPAddress.TryParse(entry, out IPAddress? address) ? new IPNetwork(address, address.GetAddressBytes().Length * 8)
        : null;

    private static bool IsOrigin(string text) => Uri.TryCreate(text, UriKind.Absolute, out Uri? uri)
        && uri.Scheme is "http" or "https"
        && string.Equals(uri.GetLeftPart(UriPartial.Authority), text, StringComparison.OrdinalIgnoreCase)
        && uri.UserInfo.Length == 0;
}
