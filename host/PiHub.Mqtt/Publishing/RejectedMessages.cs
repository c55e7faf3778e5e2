using System.Text;

namespace PiHub.Mqtt.Publishing;

/// <summary>The last 200 messages that were refused, and how many there were since start. Safe from any thread.</summary>
public sealed class RejectedMessages
{
    /// <summary>How many messages are kept; a further one drops the oldest.</summary>
    public const int Capacity = 200;

    private const int PreviewCharacters = 200;

    // Guards _last and _total.
    private readonly Lock _gate = new();
    private readonly Queue<RejectedMessage> _last = new(Capacity);
    private long _total;

    /// <summary>How many messages were refused since start.</summary>
    public long TotalCount
    {
        get
        {
            lock (_gate)
            {
                return _total;
            }
        }
    }

    /// <summary>A copy of what is kept, newest first.</summary>
    public IReadOnlyList<RejectedMessage> Snapshot()
    {
        lock (_gate)
        {
            return [.. _last.Reverse()];
        }
    }

    internal void Add(PublishedMessage message, string reason)
    {
        var rejected = new RejectedMessage
        {
            Time = message.ReceivedAt,
            ClientId = message.ClientId,
            Topic = message.Message.Topic,
            PayloadBytes = message.Message.Payload.Length,
            PayloadPreview = Preview(message.Message.Payload.Span),
            Reason = reason,
        };
        lock (_gate)
        {
            _total++;
            if (_last.Count == Capacity)
            {
                _last.Dequeue();
            }

            _last.Enqueue(rejected);
        }
    }

    private static string Preview(ReadOnlySpan<byte> payload)
    {
        // A character takes at most four bytes.
        string text = Encoding.UTF8.GetString(payload[..Math.Min(payload.Length, 4 * PreviewCharacters)]);
        int length = Math.Min(text.Length, PreviewCharacters);
        if (length < text.Length && char.IsHighSurrogate(text[length - 1]))
        {
            length--;
        }

        return string.Create(length, text, static (target, source) =>
        {
            for (int i = 0; i < target.Length; i++)
            {
                target[i] = char.IsControl(source[i]) && source[i] is not ('\n' or '\t') ? '\uFFFD' : source[i];
            }
        });
    }
}
