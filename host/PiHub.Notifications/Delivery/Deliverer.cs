using Microsoft.Extensions.Logging;
using PiHub.Notifications.Targets;

namespace PiHub.Notifications.Delivery;

/// <summary>Sends a notification to a target and says what happened.</summary>
internal sealed class Deliverer(IEnumerable<INotificationSender> senders, TimeProvider time, ILogger<Deliverer> logger)
{
    /// <summary>A target that takes longer has failed.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    private readonly Dictionary<TargetKind, INotificationSender> _senders = senders.ToDictionary(sender => sender.Kind);

    /// <returns>Why it did not arrive; null when it did.</returns>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public async Task<string?> SendAsync(NotificationTarget target, NotificationEntry entry, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(Limit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            await _senders[target.Kind].SendAsync(target, entry, either.Token);
            return null;
        }
        catch (DeliveryException exception)
        {
            return exception.Message;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return $"It did not answer within {Limit.TotalSeconds:0} s.";
        }
#pragma warning disable CA1031 // the boundary to foreign servers: whatever they make the framework throw must not end the loop of a target
        catch (Exception exception) when (exception is not OperationCanceledException)
#pragma warning restore CA1031
        {
            Log.SendingFailed(logger, target.Name, exception);
            return $"Sending failed unexpectedly ({exception.GetType().Name}); the hub's log says more.";
        }
    }
}
