using PiHub.Mqtt.Access;
using PiHub.Mqtt.Codec;
using PiHub.Mqtt.Codec.Packets;
using PiHub.Mqtt.Tests.Broker;

namespace PiHub.Mqtt.Tests.Access;

/// <summary>Guessing passwords over real connections.</summary>
public sealed class LoginTests
{
    [Theory]
    [InlineData(5, ReasonCode.BadUserNameOrPassword, ReasonCode.ConnectionRateExceeded)]
    [InlineData(4, ReasonCode.BadUserNameOrPassword, ReasonCode.ServerUnavailable)]
    public async Task Guesser_WithManyConnections_IsRefusedUnseenAfterAWhile(int level, ReasonCode wrong, ReasonCode tooMany)
    {
        int asked = 0;
        await using BrokerHost host = await BrokerHost.StartAsync();
        host.Access.Check = credentials =>
        {
            Interlocked.Increment(ref asked);
            return null;
        };

        ConnAckPacket[] answers = await Task.WhenAll(Enumerable.Range(0, 40).Select(async i =>
        {
            using RawClient client = await RawClient.ConnectAsync(host.MqttPort, Guess(level));
            return client.Welcome;
        }));

        Assert.Equal([wrong, tooMany], answers.Select(answer => answer.Reason).Distinct().OrderByDescending(reason => reason == wrong));
        Assert.Equal(40, host.Broker.Status().LoginsFailed);
        Assert.Equal(answers.Count(answer => answer.Reason == wrong), asked);
    }

    [Fact]
    public async Task GoodClient_OfTheSameAddress_IsNotHeldUpByAFewFailures()
    {
        await using BrokerHost host = await BrokerHost.StartAsync();
        host.Access.Check = credentials => credentials.Password.IsEmpty ? new MqttClientAccess { Name = "good" } : null;
        for (int i = 0; i < 5; i++)
        {
            using RawClient wrong = await RawClient.ConnectAsync(host.MqttPort, Guess(5));
            Assert.Equal(ReasonCode.BadUserNameOrPassword, wrong.Welcome.Reason);
        }

        using RawClient good = await host.ConnectAsync("good");

        Assert.Equal(ReasonCode.Success, good.Welcome.Reason);
    }

    private static ConnectPacket Guess(int level) => new()
    {
        Version = (ProtocolVersion)level,
        ClientId = "guesser",
        CleanStart = true,
        UserName = "u",
        Password = "wrong"u8.ToArray(),
    };
}
