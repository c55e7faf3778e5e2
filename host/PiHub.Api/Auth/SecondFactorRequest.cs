namespace PiHub.Api.Auth;

/// <summary>Confirms the second factor.</summary>
/// <param name="Code">A code that the authenticator app shows.</param>
internal sealed record SecondFactorRequest(string? Code);
