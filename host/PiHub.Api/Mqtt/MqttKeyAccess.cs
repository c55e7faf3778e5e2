using System.Security.Cryptography.X509Certificates;
using System.Text;
using Microsoft.Extensions.Options;
using PiHub.Access;
using PiHub.Access.Keys;
using PiHub.Access.SignIn;
using PiHub.Access.Users;
using PiHub.Api.Auth;
using PiHub.Mqtt.Access;
using PiHub.Mqtt.Transport.Tls;
using PiHub.Sdk.Bus;

namespace PiHub.Api.Mqtt;

/// <summary>Lets MQTT clients in that show an API key as their password, a user's name and password, or a client certificate; in demo mode
/// also those of this computer with nothing.</summary>
/// <param name="keys">The keys.</param>
/// <param name="acl">The configured topic rules.</param>
/// <param name="options">Whether demo mode is on.</param>
/// <param name="tls">Whether certificates name devices.</param>
/// <param name="passwords">Checks passwords.</param>
/// <param name="users">Whether the hub has an owner, which ends demo mode's welcome.</param>
internal sealed class MqttKeyAccess(
    ApiKeyStore keys, TopicAcl acl, IOptions<ApiOptions> options, IOptions<MqttTlsOptions> tls, IPasswordSignIn passwords, UserStore users) : IMqttAccess
{
    // id-at-commonName, RFC 5280 appendix A.1
    private const string CommonName = "2.5.4.3";

    public async ValueTask<MqttClientAccess?> AuthenticateAsync(MqttCredentials credentials, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(credentials);
        if (credentials.Password.IsEmpty)
        {
            return AuthenticateWithoutPassword(credentials);
        }

        string secret = Encoding.UTF8.GetString(credentials.Password.Span);

        // A revoked key's device tries for ever: that is no guess at a password, and costs no slow hash.
        return ApiKeyStore.IsKeyShaped(secret)
            ? AuthenticateByKey(credentials, secret)
            : await AuthenticateByPasswordAsync(credentials, secret, cancellationToken);
    }

    private MqttClientAccess? AuthenticateByKey(MqttCredentials credentials, string secret)
    {
        // The token first: a key that ends from here on ends the connection too.
        if (keys.Find(secret) is not { } key || keys.RevocationOf(key.Id) is var revoked && !keys.IsValid(key.Id))
        {
            return null;
        }

        keys.Use(key.Id, ClientAddress.Of(credentials.RemoteAddress));
        return (key.Scopes & (KeyScopes.MqttPublish | KeyScopes.MqttSubscribe)) == KeyScopes.None
            ? null
            : Narrow(Grant(credentials, key.Name, key.Role, revoked), key.Scopes);
    }

    private async Task<MqttClientAccess?> AuthenticateByPasswordAsync(
        MqttCredentials credentials, string password, CancellationToken cancellationToken)
    {
        if (string.IsNullOrEmpty(credentials.UserName))
        {
            return null;
        }

        SignInResult result = await passwords.SignInAsync(
            new PasswordAttempt
            {
                UserName = credentials.UserName,
                Password = password,
                Address = ClientAddress.Of(credentials.RemoteAddress),
                Client = credentials.ClientId,
                Channel = SignInChannel.Mqtt,
            },
            cancellationToken);
        return result is { Outcome: SignInOutcome.Succeeded, User: HubUser user }
            ? Grant(credentials, user.UserName, user.Role, result.Revoked)
            : null;
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

    private bool IsDemoClient(MqttCredentials credentials) => options.Value.IsDemo && !users.HasOwner && credentials.IsLoopback
        && (credentials.HostName is null || DemoSignIn.IsLoopbackName(credentials.HostName));

    private MqttClientAccess Grant(MqttCredentials credentials, string name, Role role, CancellationToken revoked)
    {
        MqttClientAccess access = acl.Apply(RoleTopics.Of(name, role, revoked), role.ToString(), credentials.ClientId);

        // No rule opens these: only the hub speaks for itself.
        return access with { MayPublish = topic => !RoleTopics.IsHubTopic(topic) && access.MayPublish(topic) };
    }

    // What a scope does not name no rule opens. A session may still have subscriptions of another key: their messages stay away.
    private static MqttClientAccess Narrow(MqttClientAccess access, KeyScopes scopes)
    {
        if (!scopes.HasFlag(KeyScopes.MqttPublish))
        {
            access = access with { MayPublish = _ => false };
        }

        return scopes.HasFlag(KeyScopes.MqttSubscribe)
            ? access
            : access with { MaySubscribe = _ => SubscribePermission.NotAuthorized, MayReceive = _ => false };
    }
}
