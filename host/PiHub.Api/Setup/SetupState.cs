namespace PiHub.Api.Setup;

/// <summary>Whether the hub waits for its owner.</summary>
/// <param name="Needed">Whether it does.</param>
internal sealed record SetupState(bool Needed);
