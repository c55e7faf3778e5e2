using System.Net;
using Microsoft.Extensions.Logging;
using PiHub.Mqtt.Codec;

namespace PiHub.Mqtt.Access;

/// <summary>Asks <see cref="IMqttAccess"/>, and slows guessing down.</summary>
internal sealed class LoginCheck
{
    private readonly IMqttAccess _access;
    private readonly LoginThrottle _throttle;
    private readonly TimeSpan _longestDelay;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private long _failed;

    public LoginCheck(IMqttAccess access, BrokerOptions options, TimeProvider time, ILogger logger)
    {
        _access = access;
        _throttle = new LoginThrottle(time);
        _longestDelay = options.ConnectTimeout / 2; // the answer must leave before the connection is cut
        _time = time;
        _logger = logger;
    }

    /// <summary>Attempts that failed or were refused unseen.</summary>
    public long Failed => Interlocked.Read(ref _failed);

    /// <summary>Checks a client; a wrong one waits for its answer.</summary>
    /// <param name="credentials">What it shows.</param>
    /// <param name="cancellationToken">The connection is gone or took too long.</param>
    /// <returns>What it may do; null with the reason when it may not come in.</returns>
    public async ValueTask<(MqttClientAccess? Access, ReasonCode Refusal)> CheckAsync(
        MqttCredentials credentials, CancellationToken cancellationToken)
    {
        IPAddress address = credentials.RemoteAddress ?? IPAddress.None;
        if (!_throttle.IsOpen(address))
        {
            Interlocked.Increment(ref _failed);
            return (null, ReasonCode.ConnectionRateExceeded);
        }

        if (await _access.AuthenticateAsync(credentials, cancellationToken) is { } access)
        {
            return (access, ReasonCode.Success);
        }

        Interlocked.Increment(ref _failed);
        (int failures, TimeSpan delay) = _throttle.Fail(address);
        Report(credentials, failures);
        if (delay > TimeSpan.Zero)
        {
            await Task.Delay(delay < _longestDelay ? delay : _longestDelay, _time, cancellationToken);
        }

        return (null, ReasonCode.BadUserNameOrPassword);
    }

    // A client that tries for ever is told of at its first, tenth, hundredth… failure.
    private void Report(MqttCredentials credentials, int failures)
    {
        int rest = failures;
        while (rest % 10 == 0)
        {
            rest /= 10;
        }

        if (rest == 1)
        {
            Log.LoginFailed(_logger, credentials.ClientId, credentials.RemoteAddress, failures);
        }
        else
        {
            Log.LoginFailedAgain(_logger, credentials.ClientId, credentials.RemoteAddress, failures);
        }
    }
}
