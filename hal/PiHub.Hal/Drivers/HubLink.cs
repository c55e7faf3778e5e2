using Microsoft.Extensions.Logging;
using PiHub.Sdk.Bus;

namespace PiHub.Hal.Drivers;

/// <summary>What every part of the supervisor needs of the hub.</summary>
internal sealed record HubLink(IBus Bus, TimeProvider Time, ILogger Logger)
{
    /// <summary>Publishes, or logs why not.</summary>
    /// <returns>False when the bus refused the message or <paramref name="cancellationToken"/> gave up.</returns>
    public async ValueTask<bool> TryPublishAsync(BusMessage message, CancellationToken cancellationToken)
    {
        try
        {
            await Bus.PublishAsync(message, cancellationToken);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
        catch (BusRejectedException exception)
        {
            Log.MessageRejected(Logger, message.Topic, exception.Message);
            return false;
        }
#pragma warning disable CA1031 // boundary to the bus: one message that it chokes on must not end a device's publishing
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Log.PublishFailed(Logger, exception, message.Topic);
            return false;
        }
    }

    /// <summary>Waits for work that does not throw to end, but not longer than <paramref name="patience"/>.</summary>
    /// <returns>False when it has not ended by then.</returns>
    public async Task<bool> EndsWithinAsync(Task work, TimeSpan patience)
    {
        try
        {
            await work.WaitAsync(patience, Time);
            return true;
        }
        catch (TimeoutException)
        {
            return work.IsCompletedSuccessfully;
        }
    }
}
