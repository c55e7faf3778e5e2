namespace PiHub.Api.Setup;

/// <summary>Checks the setup code.</summary>
/// <param name="Code">The code.</param>
internal sealed record SetupCheckRequest(string? Code);
