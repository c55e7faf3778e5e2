using PiHub.Mqtt.Codec;
using PiHub.Mqtt.Subscriptions;
using PiHub.Sdk.Bus;

namespace PiHub.Mqtt.Client;

/// <summary>What the client is subscribed to, over all connections.</summary>
/// <remarks>Safe from any thread. Subscribers of one filter share one subscription at the server.</remarks>
internal sealed class SubscriptionBook
{
    // Guards all fields and the state of every entry.
    private readonly Lock _gate = new();
    private readonly Dictionary<string, FilterEntry> _byFilter = new(StringComparer.Ordinal);
    private FilterEntry[] _entries = [];
    private uint _lastIdentifier;

    /// <summary>Something is to be told to the server.</summary>
    public event Action? Changed;

    /// <summary>Why the server refuses subscriptions, for a person; null when it does not.</summary>
    public string? Problem
    {
        get
        {
            string[] problems = [.. Volatile.Read(ref _entries).Select(entry => entry.Problem).OfType<string>()];
            return problems.Length > 0 ? string.Join(" ", problems) : null;
        }
    }

    /// <summary>Adds a subscriber; a second one of a filter subscribes anew, with the higher quality and its own options.</summary>
    public void Add(string filter, QualityOfService quality, SubscribeOptions options, MessageHandler handler)
    {
        lock (_gate)
        {
            if (!_byFilter.TryGetValue(filter, out FilterEntry? entry))
            {
                entry = new FilterEntry(filter, ++_lastIdentifier);
                _byFilter.Add(filter, entry);
                Volatile.Write(ref _entries, [.. _byFilter.Values]);
            }
            else
            {
                entry.Wish++;
            }

            entry.Quality = entry.IsWanted && entry.Quality > quality ? entry.Quality : quality;
            entry.Options = options;
            entry.Handlers = [.. entry.Handlers, handler];
        }

        Changed?.Invoke();
    }

    public void Remove(string filter, MessageHandler handler)
    {
        lock (_gate)
        {
            if (!_byFilter.TryGetValue(filter, out FilterEntry? entry) || !entry.Handlers.Contains(handler))
            {
                return;
            }

            entry.Handlers = [.. entry.Handlers.Where(other => other != handler)];
            entry.Wish += entry.IsWanted ? 0 : 1;
        }

        Changed?.Invoke();
    }

    /// <summary>A connection begins; without the server's session everything is to be subscribed again.</summary>
    public void Begin(bool isSessionPresent)
    {
        lock (_gate)
        {
            foreach (FilterEntry entry in _byFilter.Values.ToArray())
            {
                if (!isSessionPresent && !entry.IsWanted)
                {
                    Drop(entry);
                }
                else if (!isSessionPresent || entry.Problem is not null)
                {
                    entry.Answered = 0;
                    entry.Problem = null;
                }
            }
        }
    }

    /// <summary>What is to be told next: entries to subscribe to, or else entries to end; empty when the server knows everything.</summary>
    /// <param name="maximumTextLength">How much text the filters may have together; one is given in any case.</param>
    public IReadOnlyList<SubscriptionWish> NextWishes(int maximumTextLength)
    {
        lock (_gate)
        {
            FilterEntry[] open = [.. _byFilter.Values.Where(entry => entry.Answered != entry.Wish).OrderBy(entry => entry.Identifier)];
            if (open.Length == 0)
            {
                return [];
            }

            // A SUBSCRIBE carries one identifier for all of its filters (5.0: 3.8.2.1.2), hence one filter each while they are served.
            bool wantsFirst = open.Any(entry => entry.IsWanted);
            var wishes = new List<SubscriptionWish>();
            int length = 0;
            foreach (FilterEntry entry in open.Where(entry => entry.IsWanted == wantsFirst))
            {
                length += entry.Filter.Length;
                if (wishes.Count > 0 && length > maximumTextLength)
                {
                    break;
                }

                wishes.Add(new SubscriptionWish(entry, entry.Wish, entry.ToRequest(), entry.IsWanted));
            }

            return wishes;
        }
    }

    /// <summary>The server, or what it allows, has answered a wish.</summary>
    /// <param name="wish">What was asked.</param>
    /// <param name="problem">Why it is refused, for a person; null when it is not.</param>
    public void Answer(SubscriptionWish wish, string? problem)
    {
        lock (_gate)
        {
            FilterEntry entry = wish.Entry;
            entry.Problem = problem;
            entry.Answered = wish.Number;
            if (!entry.IsWanted && entry.Answered == entry.Wish)
            {
                Drop(entry);
            }
        }
    }

    /// <summary>Who gets a message: the subscribers of the identifiers that it carries, or else all whose filter matches.</summary>
    /// <remarks>An identifier counts only if its filter matches too: it may stem from a process before this one.</remarks>
    public IReadOnlyList<MessageHandler> Match(string topic, PacketProperties? properties)
    {
        FilterEntry[] matching =
            [.. Volatile.Read(ref _entries).Where(entry => TopicFilter.Matches(entry.TopicFilterPart, topic))];
        if (matching.Length > 1 && properties?.SubscriptionIdentifiers is { Count: > 0 } identifiers)
        {
            FilterEntry[] meant = [.. matching.Where(entry => identifiers.Contains(entry.Identifier))];
            matching = meant.Length > 0 ? meant : matching;
        }

        return matching.Length == 1 ? matching[0].Handlers : [.. matching.SelectMany(entry => entry.Handlers)];
    }

    private void Drop(FilterEntry entry)
    {
        _byFilter.Remove(entry.Filter);
        Volatile.Write(ref _entries, [.. _byFilter.Values]);
    }
}
