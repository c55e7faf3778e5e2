using PiHub.Api.Health;

namespace PiHub.Api.Tests.Health;

public sealed class HubHealthTests
{
    [Fact]
    public void OfBrokerStore_NothingWrong_IsOk() => Assert.Equal(HealthStatus.Ok, HubHealth.OfBrokerStore(null, null).Status);

    [Fact]
    public void OfBrokerStore_FileMovedAside_IsDegradedAndSaysSo()
    {
        HealthCheck check = HubHealth.OfBrokerStore(null, "the file was moved.");
        Assert.Equal(("mqtt_store", HealthStatus.Degraded, "the file was moved."), (check.Name, check.Status, check.Message));
    }

    [Fact]
    public void OfBrokerStore_CannotWrite_IsFailingAndSaysWhatItMeans()
    {
        HealthCheck check = HubHealth.OfBrokerStore("the disk is full. Free some space on it.", "the file was moved.");
        Assert.Equal(HealthStatus.Failing, check.Status);
        Assert.StartsWith("the disk is full. Free some space on it.", check.Message, StringComparison.Ordinal);
        Assert.Contains("not acknowledged", check.Message, StringComparison.Ordinal);
    }
}
