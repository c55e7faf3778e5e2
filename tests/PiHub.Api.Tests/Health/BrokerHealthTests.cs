using PiHub.Api.Health;
using PiHub.Mqtt.Bridges;
using PiHub.Mqtt.Client;

namespace PiHub.Api.Tests.Health;

public sealed class BrokerHealthTests
{
    [Fact]
    public void OfBrokerStore_NothingWrong_IsOk() => Assert.Equal(HealthStatus.Ok, BrokerHealth.OfBrokerStore(null, null).Status);

    [Fact]
    public void OfBrokerStore_FileMovedAside_IsDegradedAndSaysSo()
    {
        HealthCheck check = BrokerHealth.OfBrokerStore(null, "the file was moved.");
        Assert.Equal(("mqtt_store", HealthStatus.Degraded, "the file was moved."), (check.Name, check.Status, check.Message));
    }

    [Fact]
    public void OfBrokerStore_CannotWrite_IsFailingAndSaysWhatItMeans()
    {
        HealthCheck check = BrokerHealth.OfBrokerStore("the disk is full. Free some space on it.", "the file was moved.");
        Assert.Equal(HealthStatus.Failing, check.Status);
        Assert.StartsWith("the disk is full. Free some space on it.", check.Message, StringComparison.Ordinal);
        Assert.Contains("not acknowledged", check.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(MqttClientState.Connected, null, null, "Ok")]
    [InlineData(MqttClientState.Connected, "refused a filter.", null, "Degraded")]
    [InlineData(MqttClientState.Waiting, "no route.", null, "Degraded")]
    [InlineData(MqttClientState.Connecting, null, null, "Degraded")]
    [InlineData(MqttClientState.Connected, null, "the disk is full.", "Failing")]
    public void OfBridge_SaysHowItIsAndWhy(MqttClientState state, string? reason, string? trouble, string status)
    {
        HealthCheck check = BrokerHealth.OfBridge(new BridgeStatus
        {
            Name = "cloud",
            Server = "mqtt://cloud:1883",
            State = state,
            Since = default,
            Reason = reason,
            MessagesSent = 0,
            MessagesReceived = 0,
            MessagesDropped = 4,
            Outbox = new OutboxStatus
            {
                WaitingMessages = 3,
                WaitingBytes = 30,
                OldestAddedAt = default,
                Added = 0,
                Delivered = 0,
                DroppedForRoom = 0,
                DroppedForAge = 0,
                Rejected = 0,
                Trouble = trouble,
                Warning = null,
            },
        });
        Assert.Equal(("mqtt_bridge:cloud", status), (check.Name, check.Status.ToString()));
        Assert.Contains(trouble ?? reason ?? "mqtt://cloud:1883", check.Message, StringComparison.Ordinal);
    }
}
