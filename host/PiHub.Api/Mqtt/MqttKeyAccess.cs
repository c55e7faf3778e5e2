using System.Text;
using Microsoft.Extensions.Options;
using PiHub.Api.Auth;
using PiHub.Mqtt.Access;
using PiHub.Sdk.Bus;

namespace PiHub.Api.Mqtt;

/// <summary>Lets MQTT clients in that show an API key as their password; in demo mode also those of this computer without one.</summary>
internal sealed class MqttKeyAccess(ApiKeyStore keys, IOptions<ApiOptions> options) : IMqttAccess
{
    // Only the hub speaks for itself.
    private const string HubTopics = "pihub/$hub/";

    public ValueTask<MqttClientAccess?> AuthenticateAsync(MqttCredentials credentials, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(credentials);
        if (credentials.Password.IsEmpty)
        {
            return ValueTask.FromResult(IsDemoClient(credentials) ? Grant("anonymous", Role.Operator, CancellationToken.None) : null);
        }

        ApiKey? key = keys.Find(Encoding.UTF8.GetString(credentials.Password.Span));
        return ValueTask.FromResult(key is null ? null : Grant(key.Name, key.Role, keys.RevocationOf(key.Id)));
    }

    private bool IsDemoClient(MqttCredentials credentials) => options.Value.IsDemo && credentials.IsLoopback
        && (credentials.HostName is null || DemoSignIn.IsLoopbackName(credentials.HostName));

    private static MqttClientAccess Grant(string name, Role role, CancellationToken revoked) => role switch
    {
        Role.Device => new MqttClientAccess
        {
            Name = name,
            Revoked = revoked,
            MayPublish = topic => topic.StartsWith($"pihub/{name}/", StringComparison.Ordinal),
            MaySubscribe = filter => filter.StartsWith(DeviceTopic.Command(name, ""), StringComparison.Ordinal),
        },
        Role.Viewer => new MqttClientAccess { Name = name, Revoked = revoked, MayPublish = _ => false },
        _ => new MqttClientAccess
        {
            Name = name,
            Revoked = revoked,
            MayPublish = topic => !topic.StartsWith(HubTopics, StringComparison.Ordinal),
        },
    };
}
