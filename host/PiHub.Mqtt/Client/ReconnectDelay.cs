namespace PiHub.Mqtt.Client;

/// <summary>How long to wait before the next attempt.</summary>
internal sealed class ReconnectDelay
{
    /// <summary>A connection that held so long was a good one: the next failure is a first one.</summary>
    public static readonly TimeSpan Stable = TimeSpan.FromSeconds(30);

    private readonly MqttClientOptions _options;
    private readonly Random _random;
    private int _failures;

    public ReconnectDelay(MqttClientOptions options, Random random)
    {
        _options = options;
        _random = random;
    }

    /// <summary>The wait after one more failure.</summary>
    /// <param name="held">How long the connection held; zero when there was none.</param>
    /// <param name="isLongest">Whether to wait the longest time.</param>
    public TimeSpan Next(TimeSpan held, bool isLongest)
    {
        if (held >= Stable)
        {
            _failures = 0;
        }

        double ticks = isLongest
            ? _options.MaximumReconnectDelay.Ticks
            : Math.Min(_options.MaximumReconnectDelay.Ticks, _options.MinimumReconnectDelay.Ticks * Math.Pow(2, _failures++));
        return TimeSpan.FromTicks((long)(ticks * (1 + (_random.NextDouble() / 4))));
    }
}
