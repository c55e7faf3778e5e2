namespace PiHub.Api.Setup;

/// <summary>Sets the hub up.</summary>
/// <param name="Code">The setup code.</param>
/// <param name="UserName">What the owner will sign in with.</param>
/// <param name="Password">The owner's password.</param>
/// <param name="General">What the hub is called and where it stands; the defaults when null.</param>
/// <param name="DemoDevices">In demo mode, whether to keep the simulated devices; kept when null.</param>
internal sealed record SetupRequest(string? Code, string? UserName, string? Password, SetupGeneral? General, bool? DemoDevices);
