namespace PiHub.Hal.Drivers;

/// <summary>What a device shall do from now on: run with this driver, or wait for one when it is null.</summary>
internal sealed record DeviceOrder(DeviceConfiguration Configuration, DriverRegistration? Driver);
