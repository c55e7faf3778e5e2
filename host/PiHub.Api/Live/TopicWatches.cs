using PiHub.Sdk.Bus;

namespace PiHub.Api.Live;

/// <summary>The MQTT filters that one client of <c>/api/events</c> watches. For its receiving loop only.</summary>
/// <param name="bus">Where the messages come from; null when the client's role may not read them.</param>
/// <param name="outbox">Where they go.</param>
/// <param name="time">The clock.</param>
internal sealed class TopicWatches(IBus? bus, EventOutbox outbox, TimeProvider time) : IAsyncDisposable
{
    /// <summary>How many filters a client may watch at once.</summary>
    public const int Maximum = 4;

    private readonly Dictionary<string, TopicWatch> _byChannel = new(StringComparer.Ordinal);

    /// <summary>Watches exactly the filters among these channels.</summary>
    /// <returns>Why some are not watched; null when all are.</returns>
    public async Task<string?> SelectAsync(IEnumerable<string> channels)
    {
        string[] wanted = [.. channels.Where(EventChannel.IsMqtt).Distinct(StringComparer.Ordinal)];
        string? refusal = wanted.Length > 0 && bus is null ? "watching MQTT topics needs the role operator or a higher one"
            : wanted.Length > Maximum ? $"at most {Maximum} MQTT filters are watched at once; the first {Maximum} are"
            : null;
        string[] watched = bus is null ? [] : [.. wanted.Take(Maximum)];
        TopicWatch[] ended = [.. _byChannel.Where(pair => !watched.Contains(pair.Key)).Select(pair => pair.Value)];
        foreach (string channel in _byChannel.Keys.Except(watched).ToArray())
        {
            _byChannel.Remove(channel);
        }

        foreach (string channel in watched.Where(channel => bus is not null && !_byChannel.ContainsKey(channel)))
        {
            refusal = TryWatch(channel) ?? refusal;
        }

        outbox.Watch([.. _byChannel.Values]);
        foreach (TopicWatch watch in ended)
        {
            await watch.DisposeAsync();
        }

        return refusal;
    }

    public async ValueTask DisposeAsync() => await SelectAsync([]);

    private string? TryWatch(string channel)
    {
        try
        {
            if (bus is not null)
            {
                _byChannel[channel] = new TopicWatch(channel, bus, outbox.Wake, time);
            }

            return null;
        }
        catch (ArgumentException exception)
        {
            return exception.Message; // deeper than the broker takes
        }
    }
}
