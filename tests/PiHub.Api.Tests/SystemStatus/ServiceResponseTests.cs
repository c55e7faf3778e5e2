using PiHub.Api.SystemStatus;

namespace PiHub.Api.Tests.SystemStatus;

public sealed class ServiceResponseTests
{
    [Theory]
    [InlineData("/run/systemd/notify", "30000000", "systemd", 30.0)]
    [InlineData("/run/systemd/notify", null, "systemd", null)]
    [InlineData(null, null, null, null)]
    public void Of_TellsWhoWatches(string? socket, string? watchdog, string? supervisor, double? seconds) => Assert.Equal(
        new ServiceResponse(supervisor, seconds),
        ServiceResponse.Of(name => name == "NOTIFY_SOCKET" ? socket : watchdog));
}
