#if V2
using PiHub.Sdk.Storage;

namespace PiHub.Fixtures.Upgrade;

/// <summary>Of the second version, which has a table for it.</summary>
internal sealed class LaterBooking(IPluginDatabase database) : Booking(database, "later");
#endif
