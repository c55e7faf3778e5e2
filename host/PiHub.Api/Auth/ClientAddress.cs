using System.Net;
using Microsoft.AspNetCore.Http;

namespace PiHub.Api.Auth;

/// <summary>Where a request comes from, in words.</summary>
internal static class ClientAddress
{
    /// <summary>The other side's IP address, an IPv4 one as such; null over the Unix socket.</summary>
    public static string? Of(HttpContext context) => Of(context.Connection.RemoteIpAddress);

    /// <inheritdoc cref="Of(HttpContext)"/>
    public static string? Of(IPAddress? address) => (address is { IsIPv4MappedToIPv6: true } ? address.MapToIPv4() : address)?.ToString();
}
