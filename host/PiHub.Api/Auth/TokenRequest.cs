namespace PiHub.Api.Auth;

/// <summary>Asks for a new API key.</summary>
/// <param name="Name">Who or what will use it.</param>
/// <param name="Role">What it may do: owner, admin, installer, operator, viewer or device.</param>
internal sealed record TokenRequest(string? Name, string? Role);
