using System.Security.Cryptography.X509Certificates;
using System.Text;
using Microsoft.Extensions.Options;
using PiHub.Access;
using PiHub.Access.Keys;
using PiHub.Api.Auth;
using PiHub.Mqtt.Access;
using PiHub.Mqtt.Transport.Tls;
using PiHub.Sdk.Bus;

namespace PiHub.Api.Mqtt;

/// <summary>Lets MQTT clients in that show an API key as their password, or a client certificate; in demo mode also those of this computer
/// with neither.</summary>
internal sealed class MqttKeyAccess(ApiKeyStore keys, TopicAcl acl, IOptions<ApiOptions> options, IOptions<MqttTlsOptions> tls) : IMqttAccess
{
    // id-at-commonName, RFC 5280 appendix A.1
    private const string CommonName = "2.5.4.3";

    public ValueTask<MqttClientAccess?> AuthenticateAsync(MqttCredentials credentials, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(credentials);
        return ValueTask.FromResult(credentials.Password.IsEmpty ? AuthenticateWithoutPassword(credentials) : AuthenticateByKey(credentials));
    }

    private MqttClientAccess? AuthenticateByKey(MqttCredentials credentials)
    {
        ApiKey? key = keys.Find(Encoding.UTF8.GetString(credentials.Password.Span));
        return key is null ? null : Grant(credentials, key.Name, key.Role, keys.RevocationOf(key.Id));
    }

    private MqttClientAccess? AuthenticateWithoutPassword(MqttCredentials credentials)
    {
        // The certificate has been checked against the configured authority by the transport.
        if (tls.Value.UseCertificateNameAsUser && credentials.ClientCertificate is { } certificate)
        {
            return DeviceNamedBy(certificate) is { } device ? Grant(credentials, device, Role.Device, CancellationToken.None) : null;
        }

        return IsDemoClient(credentials) ? Grant(credentials, "anonymous", Role.Operator, CancellationToken.None) : null;
    }

    // Null when the subject has no common name that is a device id, or more than one.
    private static string? DeviceNamedBy(X509Certificate2 certificate)
    {
        string[] names = [.. certificate.SubjectName.EnumerateRelativeDistinguishedNames()
            .Where(name => !name.HasMultipleElements && name.GetSingleElementType().Value == CommonName)
            .Select(name => name.GetSingleElementValue() ?? "")];
        return names is [var name] && DeviceTopic.IsValidId(name) ? name : null;
    }

    private bool IsDemoClient(MqttCredentials credentials) => options.Value.IsDemo && credentials.IsLoopback
        && (credentials.HostName is null || DemoSignIn.IsLoopbackName(credentials.HostName));

    private MqttClientAccess Grant(MqttCredentials credentials, string name, Role role, CancellationToken revoked)
    {
        MqttClientAccess access = acl.Apply(RoleTopics.Of(name, role, revoked), role.ToString(), credentials.ClientId);

        // No rule opens these: only the hub speaks for itself.
        return access with { MayPublish = topic => !RoleTopics.IsHubTopic(topic) && access.MayPublish(topic) };
    }
}
