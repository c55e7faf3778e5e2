using System.IO.Pipelines;
using PiHub.Mqtt.Codec.Packets;
using PiHub.Mqtt.Sessions;

namespace PiHub.Mqtt.Client;

/// <summary>Connects, serves and waits, over and over.</summary>
internal sealed class ClientLoop
{
    private readonly ClientParts _parts;
    private readonly MqttClientOptions _options;
    private readonly ReconnectDelay _delay;
    private ServerLink? _link;
    private string _clientId;
    private bool _isFirst = true;
    private string? _logged;
    private int _attempts;

    public ClientLoop(ClientParts parts)
    {
        _parts = parts;
        _options = parts.Options;
        _clientId = parts.Options.ClientId;

        // Strings hash differently in each process, and so clients wait differently.
        _delay = new ReconnectDelay(_options, new Random(HashCode.Combine(_clientId, _options.ToString())));
    }

    /// <summary>The present connection; null while there is none.</summary>
    public ServerLink? Link => Volatile.Read(ref _link);

    public async Task RunAsync(CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            // The reason of the last failure stays until the next success.
            _parts.Board.Set(MqttClientState.Connecting, _logged, _attempts);
            long started = _parts.Time.GetTimestamp();
            (LinkEnd end, bool wasConnected) = await AttemptAsync(stopping);
            if (stopping.IsCancellationRequested)
            {
                break;
            }

            _attempts = wasConnected ? 0 : _attempts + 1;
            TimeSpan held = wasConnected ? _parts.Time.GetElapsedTime(started) : TimeSpan.Zero;
            TimeSpan wait = _delay.Next(held, end.WaitsLongest);
            if (_logged != end.Text)
            {
                _logged = end.Text;
                Log.ClientNotConnected(_parts.Logger, _options.ToString(), end.Text);
            }

            _parts.Board.Set(MqttClientState.Waiting, end.Text, _attempts);
            await WaitAsync(wait, stopping);
        }

        _parts.Board.Set(MqttClientState.Stopped, reason: null, attempts: 0);
    }

    private async Task WaitAsync(TimeSpan wait, CancellationToken stopping)
    {
        try
        {
            await Task.Delay(wait, _parts.Time, stopping);
        }
        catch (OperationCanceledException)
        {
            // Disposed while waiting.
        }
    }

    private async Task<(LinkEnd End, bool WasConnected)> AttemptAsync(CancellationToken stopping)
    {
        bool wasConnected = false;
        using var timeout = new CancellationTokenSource(_options.ConnectTimeout, _parts.Time);
        try
        {
            using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, stopping);
            await using Stream stream = await ServerStream.OpenAsync(_options, either.Token);
            var source = new PacketSource(PipeReader.Create(stream), (int)_options.MaximumPacketBytes) { Version = _options.Version };
            PipeWriter output = PipeWriter.Create(stream);
            ConnectPacket connect = ClientHandshake.ToPacket(_options, _clientId, _isFirst);
            ServerLimits limits = await ClientHandshake.RunAsync(source, output, connect, _options, either.Token);
            _isFirst = false;
            _clientId = limits.AssignedClientId ?? _clientId;
            wasConnected = true;
            return (await ServeAsync(new ServerLink(stream, source, output, limits, _parts), stopping), true);
        }
        catch (ConnectFailure failure)
        {
            return (failure.End, wasConnected);
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested && !wasConnected)
        {
            return (new LinkEnd(FailureText.NotAnswered(_options)), false);
        }
#pragma warning disable CA1031 // Boundary of the client's loop: whatever fails is a reason to try again.
        catch (Exception exception)
        {
            return (FailureText.OfLink(exception), wasConnected);
        }
#pragma warning restore CA1031
    }

    private async Task<LinkEnd> ServeAsync(ServerLink link, CancellationToken stopping)
    {
        Volatile.Write(ref _link, link);
        try
        {
            _attempts = 0;
            _logged = null;
            Log.ClientOnline(_parts.Logger, _options.ToString(), _clientId, _options.Version);
            _parts.Board.Set(MqttClientState.Connected, reason: null, attempts: 0);
            return await link.RunAsync(stopping);
        }
        finally
        {
            Volatile.Write(ref _link, null);
        }
    }
}
