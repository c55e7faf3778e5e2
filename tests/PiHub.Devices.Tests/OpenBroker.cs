using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using PiHub.Mqtt;
using PiHub.Mqtt.Access;
using PiHub.Mqtt.Publishing;

namespace PiHub.Devices.Tests;

/// <summary>A real broker that accepts everything.</summary>
internal sealed class OpenBroker : IPublishJournal, IMqttAccess
{
    public static MqttBroker Create()
    {
        var open = new OpenBroker();
        return new MqttBroker(Options.Create(new BrokerOptions()), open, open, TimeProvider.System, NullLogger<MqttBroker>.Instance);
    }

    public ValueTask<PublishVerdict> AppendAsync(PublishedMessage message, CancellationToken cancellationToken) =>
        ValueTask.FromResult(PublishVerdict.Accepted);

    public ValueTask<MqttClientAccess?> AuthenticateAsync(MqttCredentials credentials, CancellationToken cancellationToken) =>
        ValueTask.FromResult<MqttClientAccess?>(null);
}
