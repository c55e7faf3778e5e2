using System.Threading.Channels;
using PiHub.Hal.Drivers;
using PiHub.Sdk.Bus;
using PiHub.Sdk.Devices;

namespace PiHub.Hal.Commands;

/// <summary>Takes a device's commands from the bus, has them carried out one at a time, and answers each.</summary>
internal sealed class CommandQueue : IAsyncDisposable
{
    /// <summary>So many commands wait; more are refused with an error.</summary>
    public const int Capacity = 16;

    private static readonly TimeSpan ClosePatience = TimeSpan.FromSeconds(2);

    private readonly HubLink _hub;
    private readonly string _device;
    private readonly Func<DeviceCommand, TimeSpan, Task<CommandResult>> _execute;
    private readonly Channel<Pending> _waiting;
    private readonly CancellationTokenSource _giveUp = new();
    private readonly Task _worker;
    private readonly IAsyncDisposable _subscription;

    /// <summary>Subscribes.</summary>
    /// <param name="hub">The hub.</param>
    /// <param name="device">The device's id.</param>
    /// <param name="execute">Carries out a command in the time given; never throws, calls do not overlap.</param>
    public CommandQueue(HubLink hub, string device, Func<DeviceCommand, TimeSpan, Task<CommandResult>> execute)
    {
        _hub = hub;
        _device = device;
        _execute = execute;
        _waiting = Channel.CreateBounded<Pending>(new BoundedChannelOptions(Capacity) { SingleReader = true });
        _worker = Task.Run(WorkAsync);
        _subscription = hub.Bus.Subscribe(DeviceTopic.Command(device, "+"), AcceptAsync);
    }

    /// <summary>Takes no more; answers those that wait, for at most two seconds.</summary>
    public async ValueTask DisposeAsync()
    {
        Task closing = CloseAsync();
        if (!await _hub.EndsWithinAsync(closing, ClosePatience))
        {
            await _giveUp.CancelAsync();
            await closing;
        }

        _giveUp.Dispose();
    }

    private async Task CloseAsync()
    {
        await _subscription.DisposeAsync();
        _waiting.Writer.TryComplete();
        await _worker;
    }

    private async ValueTask AcceptAsync(BusMessage message, CancellationToken cancellationToken)
    {
        string name = message.Topic[(message.Topic.LastIndexOf('/') + 1)..];
        if (!CommandEnvelope.TryRead(message.Payload, out CommandEnvelope? envelope, out string? error))
        {
            await AnswerAsync(message, name, CommandResult.Failed(null, error));
        }
        else if (message.Retain)
        {
            // It would be carried out again at each start of the hub.
            await AnswerAsync(message, name, CommandResult.Failed(envelope.Id, "a command must not be retained"));
        }
        else if (!_waiting.Writer.TryWrite(new Pending(message, name, envelope)))
        {
            await AnswerAsync(message, name, CommandResult.Failed(envelope.Id, $"{Capacity} commands are waiting already; try again later"));
        }
    }

    private async Task WorkAsync()
    {
        await foreach (Pending pending in _waiting.Reader.ReadAllAsync())
        {
            await AnswerAsync(pending.Message, pending.Name, await ExecuteAsync(pending));
        }
    }

    private async Task<CommandResult> ExecuteAsync(Pending pending)
    {
        CommandEnvelope envelope = pending.Envelope;
        TimeSpan patience = DriverRun.CommandPatience;
        if (envelope.ExpiresAt is { } expiresAt)
        {
            TimeSpan left = expiresAt - _hub.Time.GetUtcNow();
            if (left <= TimeSpan.Zero)
            {
                return CommandResult.Failed(envelope.Id, "expired before it was sent");
            }

            patience = left < patience ? left : patience;
        }

        return await _execute(
            new DeviceCommand { Id = envelope.Id, Name = pending.Name, Arguments = envelope.Arguments }, patience);
    }

    private async Task AnswerAsync(BusMessage request, string name, CommandResult result)
    {
        if (result.Error is { } error)
        {
            Log.CommandFailed(_hub.Logger, name, result.Id, _device, error);
        }

        var answer = new BusMessage
        {
            Topic = DeviceTopic.Command(_device, name) + "/result",
            Payload = result.Write(),
            ContentType = "application/json",
            CorrelationData = request.CorrelationData,
        };
        await _hub.TryPublishAsync(answer, _giveUp.Token);
        if (request.ResponseTopic is { Length: > 0 } responseTopic && responseTopic != answer.Topic)
        {
            await _hub.TryPublishAsync(answer with { Topic = responseTopic }, _giveUp.Token);
        }
    }

    private sealed record Pending(BusMessage Message, string Name, CommandEnvelope Envelope);
}
