using System.Text;
using PiHub.Mqtt.Publishing;
using PiHub.Sdk.Bus;

namespace PiHub.Mqtt.Statistics;

/// <summary>Publishes the broker's numbers, retained, on <c>$SYS/broker/…</c>: those that changed, at a fixed interval.</summary>
internal sealed class SystemTopics : IAsyncDisposable
{
    private readonly BrokerParts _parts;
    private readonly SystemNumbers _numbers;
    private readonly Dictionary<string, string> _published = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource _stopping = new();
    private Task _loop = Task.CompletedTask;

    public SystemTopics(BrokerParts parts, Func<BrokerStatus> status)
    {
        _parts = parts;
        _numbers = new SystemNumbers(parts, status);
    }

    /// <summary>Starts, unless it is switched off. The first numbers are there when it returns.</summary>
    public async Task StartAsync()
    {
        if (_parts.Options.SystemTopicsInterval > TimeSpan.Zero)
        {
            await PublishAsync();
            _loop = RunAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _loop;
    }

    private async Task RunAsync()
    {
        using var timer = new PeriodicTimer(_parts.Options.SystemTopicsInterval, _parts.Time);
        while (!_stopping.IsCancellationRequested)
        {
#pragma warning disable CA1031 // Boundary of the loop: numbers that could not be published this time may be the next.
            try
            {
                await timer.WaitForNextTickAsync(_stopping.Token);
                await PublishAsync();
            }
            catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
            {
                // The broker ends.
            }
            catch (Exception exception)
            {
                Log.SystemTopicsFailed(_parts.Logger, exception);
            }
#pragma warning restore CA1031
        }
    }

    private async Task PublishAsync()
    {
        foreach ((string name, string value) in _numbers.Read())
        {
            if (_published.GetValueOrDefault(name) == value)
            {
                continue;
            }

            _published[name] = value;
            var message = new BusMessage
            {
                Topic = "$SYS/broker/" + name,
                Payload = Encoding.UTF8.GetBytes(value),
                QualityOfService = QualityOfService.AtMostOnce, // waits in no session
                Retain = true,
            };
            await _parts.Pipeline.AnnounceAsync(PublishedMessage.Create(PublishedMessage.HubClientId, message, properties: null, _parts.Time));
        }
    }
}
