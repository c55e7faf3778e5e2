namespace PiHub.Api.Auth;

/// <summary>Signs in: with user name and password, or the web interface with an API key.</summary>
/// <param name="Username">The user name.</param>
/// <param name="Password">The password.</param>
/// <param name="SecondFactor">The code of the second factor or a recovery code, where the account asks for one.</param>
/// <param name="ApiKey">An API key, in place of all others.</param>
internal sealed record LoginRequest(string? Username, string? Password, string? SecondFactor, string? ApiKey);
