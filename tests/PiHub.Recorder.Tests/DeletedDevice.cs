namespace PiHub.Recorder.Tests;

/// <summary>The deletion of a device's history, in a <see cref="StoreModel"/>.</summary>
internal sealed record DeletedDevice(string Device);
