namespace PiHub.Api.Auth;

/// <summary>Removes the second factor.</summary>
/// <param name="Password">The password, again.</param>
internal sealed record SecondFactorRemoveRequest(string? Password);
