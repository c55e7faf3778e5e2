using Microsoft.AspNetCore.Http;

namespace PiHub.Api.Auth;

/// <summary>Who the other side of a request is.</summary>
internal static class Remote
{
    /// <summary>Its IP address; null over the hub's Unix socket.</summary>
    public static string? AddressOf(HttpContext context) =>
        context.Connection.RemoteIpAddress is { } address ? (address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address).ToString() : null;

    /// <summary>What it says it is; null when it says nothing.</summary>
    public static string? ClientOf(HttpContext context) => context.Request.Headers.UserAgent.ToString() is { Length: > 0 } agent ? agent : null;
}
