using PiHub.Mqtt.Codec;
using PiHub.Mqtt.Codec.Packets;
using PiHub.Mqtt.Sessions;

namespace PiHub.Mqtt.Client;

/// <summary>Tells the server of one connection what the client subscribes to, one request after the other.</summary>
internal sealed class SubscribeLoop
{
    // Fixed header, packet identifier, properties, and per filter its length and options.
    private const int OverheadBytes = 64;
    private const int MaximumTextLength = 4_096;

    private readonly LinkWriter _writer;
    private readonly ServerLimits _limits;
    private readonly ClientParts _parts;
    private readonly AsyncSignal _signal = new();

    // The request that waits for its answer; set by the loop, read by the reader.
    private volatile Request? _request;

    public SubscribeLoop(LinkWriter writer, ServerLimits limits, ClientParts parts)
    {
        _writer = writer;
        _limits = limits;
        _parts = parts;
    }

    /// <summary>There may be something to tell.</summary>
    public void Wake() => _signal.Set();

    /// <summary>Runs until the connection ends.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            IReadOnlyList<SubscriptionWish> wishes = _parts.Book.NextWishes(_limits.ServesIdentifiers ? 0 : MaximumTextLength);
            if (wishes.Count == 0)
            {
                await _signal.WaitAsync();
            }
            else if (IsTooLarge(wishes))
            {
                _parts.Book.Answer(wishes[0], $"The filter {wishes[0].Entry.Filter[..40]}… is longer than the server takes.");
                _parts.Board.Refresh();
            }
            else
            {
                await AskAsync(wishes, cancellationToken);
            }
        }
    }

    /// <summary>The server answers SUBACK or UNSUBACK.</summary>
    /// <exception cref="MqttProtocolException">Nobody has asked.</exception>
    public void Answer(SubAckPacket answer)
    {
        if (_request is not { } request || request.PacketId != answer.PacketId || request.AnswerType != answer.Type
            || (answer.Reasons.Count != request.Count && (answer.Type == PacketType.SubAck || answer.Reasons.Count > 0)))
        {
            throw MqttProtocolException.NotAllowed($"{answer.Type} answers no request");
        }

        request.Answered.TrySetResult(answer);
    }

    // UTF-8 has at most three bytes per UTF-16 unit.
    private bool IsTooLarge(IReadOnlyList<SubscriptionWish> wishes) =>
        wishes.Count == 1 && (3L * wishes[0].Entry.Filter.Length) + OverheadBytes > _limits.MaximumPacketBytes;

    private async Task AskAsync(IReadOnlyList<SubscriptionWish> wishes, CancellationToken cancellationToken)
    {
        bool subscribes = wishes[0].IsWanted;
        ushort id = _parts.Window.TakeId();
        var request = new Request(id, subscribes ? PacketType.SubAck : PacketType.UnsubAck, wishes.Count);
        _request = request;
        try
        {
            await _writer.SendAsync(ToPacket(id, subscribes, wishes), cancellationToken);
            SubAckPacket answer = await request.Answered.Task.WaitAsync(cancellationToken);
            for (int i = 0; i < wishes.Count; i++)
            {
                Note(wishes[i], subscribes ? answer.Reasons[i] : ReasonCode.Success, answer.Properties?.ReasonString);
            }
        }
        finally
        {
            _request = null;
            _parts.Window.ReleaseId(id);
        }

        _parts.Board.Refresh();
    }

    private Packet ToPacket(ushort id, bool subscribes, IReadOnlyList<SubscriptionWish> wishes) => subscribes
        ? new SubscribePacket
        {
            PacketId = id,
            Requests = [.. wishes.Select(wish => wish.Request)],
            Properties = _limits.ServesIdentifiers
                ? new PacketProperties { SubscriptionIdentifiers = [wishes[0].Entry.Identifier] }
                : null,
        }
        : new UnsubscribePacket { PacketId = id, Filters = [.. wishes.Select(wish => wish.Entry.Filter)] };

    private void Note(SubscriptionWish wish, ReasonCode reason, string? words)
    {
        string filter = wish.Entry.Filter;
        string? problem = reason < ReasonCode.UnspecifiedError ? null : FailureText.SubscriptionRefused(filter, reason, words);
        _parts.Book.Answer(wish, problem);
        if (problem is not null)
        {
            Log.ClientSubscriptionRefused(_parts.Logger, _parts.Options.ToString(), problem);
        }
        else if (wish.IsWanted && (int)reason < (int)wish.Request.QualityOfService)
        {
            Log.ClientSubscriptionWeaker(_parts.Logger, _parts.Options.ToString(), filter, (int)reason, (int)wish.Request.QualityOfService);
        }
    }

    private sealed record Request(ushort PacketId, PacketType AnswerType, int Count)
    {
        public TaskCompletionSource<SubAckPacket> Answered { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
