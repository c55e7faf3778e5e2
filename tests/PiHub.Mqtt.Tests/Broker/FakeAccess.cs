using PiHub.Mqtt.Access;

namespace PiHub.Mqtt.Tests.Broker;

/// <summary>Lets everybody in, unless the test says otherwise.</summary>
internal sealed class FakeAccess : IMqttAccess
{
    public Func<MqttCredentials, MqttClientAccess?> Check { get; set; } = credentials => new MqttClientAccess { Name = credentials.UserName ?? "anonymous" };

    public ValueTask<MqttClientAccess?> AuthenticateAsync(MqttCredentials credentials, CancellationToken cancellationToken) =>
        ValueTask.FromResult(Check(credentials));
}
