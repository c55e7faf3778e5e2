using PiHub.Sdk.Storage;

namespace PiHub.Fixtures.Upgrade;

/// <summary>Of both versions.</summary>
internal sealed class FirstBooking(IPluginDatabase database) : Booking(database, "first");
