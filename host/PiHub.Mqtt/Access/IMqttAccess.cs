namespace PiHub.Mqtt.Access;

/// <summary>Decides who may connect and what they may do.</summary>
public interface IMqttAccess
{
    /// <summary>Checks a client's credentials. Called once per connection, from any thread; must not throw for wrong credentials.</summary>
    /// <param name="credentials">What the client shows.</param>
    /// <param name="cancellationToken">The connection is gone or took too long.</param>
    /// <returns>The client's permissions, or null to refuse it.</returns>
    ValueTask<MqttClientAccess?> AuthenticateAsync(MqttCredentials credentials, CancellationToken cancellationToken);
}
