using System.Net;
using Microsoft.Extensions.Logging;
using PiHub.Mqtt.Codec;

namespace PiHub.Mqtt.Transport;

/// <summary>How many connections there may be, and how fast they may come. Safe from any thread.</summary>
internal sealed class Door
{
    private readonly BrokerOptions _options;
    private readonly TimeProvider _time;
    private readonly ConnectRate _rate;
    private readonly Lock _gate = new();

    // Guarded by _gate. Who has not sent CONNECT yet, the oldest first; and the clients.
    private readonly LinkedList<DoorPass> _pending = new();
    private readonly Dictionary<string, int> _clients = new(StringComparer.Ordinal);
    private readonly Dictionary<IPAddress, int> _clientsByAddress = [];
    private int _clientCount;

    public Door(BrokerOptions options, TimeProvider time, ILogger logger)
    {
        _options = options;
        _time = time;
        _rate = new ConnectRate(options.ConnectionsPerSecond, time);
        Refusals = new RefusalLog(time, logger);
    }

    public RefusalLog Refusals { get; }

    /// <summary>Lets a new connection stand in the door. When too many do, the one that is there longest is cut off: who means well sends
    /// CONNECT at once.</summary>
    /// <param name="address">Where it comes from; null when unknown.</param>
    /// <param name="cutOff">Closes it; called at most once, from any thread, and not after the pass was disposed.</param>
    public DoorPass Enter(IPAddress? address, Action cutOff)
    {
        var pass = new DoorPass(this, address, cutOff, _time);
        DoorPass? oldest = null;
        lock (_gate)
        {
            if (_pending.Count >= _options.MaximumPendingConnections && _pending.First is { } first)
            {
                oldest = first.Value;
                Forget(oldest);
            }

            pass.Pending = _pending.AddLast(pass);
        }

        if (oldest is not null)
        {
            Refusals.Refused(nameof(BrokerOptions.MaximumPendingConnections));
            oldest.CutOff();
        }

        return pass;
    }

    /// <summary>A connection has sent CONNECT; it waits until that may be looked at.</summary>
    /// <returns>Success, or why not.</returns>
    public async ValueTask<ReasonCode> WaitForTurnAsync(DoorPass pass, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            Forget(pass);
        }

        if (_rate.Take() is not { } wait)
        {
            Refusals.Refused(nameof(BrokerOptions.ConnectionsPerSecond));
            return ReasonCode.ConnectionRateExceeded;
        }

        if (wait > TimeSpan.Zero)
        {
            await Task.Delay(wait, _time, cancellationToken);
        }

        return ReasonCode.Success;
    }

    /// <summary>Makes a connection a client, if there is room. One that takes over a connected client's id always finds room.</summary>
    /// <returns>Success, or why not.</returns>
    public ReasonCode Admit(DoorPass pass, string clientId)
    {
        ReasonCode refusal;
        lock (_gate)
        {
            refusal = _clients.ContainsKey(clientId) ? ReasonCode.Success
                : _clientCount >= _options.MaximumClients ? ReasonCode.ServerBusy
                : IsFull(pass.Address) ? ReasonCode.QuotaExceeded
                : ReasonCode.Success;
            if (refusal == ReasonCode.Success)
            {
                pass.ClientId = clientId;
                _clientCount++;
                _clients[clientId] = _clients.GetValueOrDefault(clientId) + 1;
                if (pass.Address is { } address)
                {
                    _clientsByAddress[address] = _clientsByAddress.GetValueOrDefault(address) + 1;
                }
            }
        }

        if (refusal != ReasonCode.Success)
        {
            Refusals.Refused(refusal == ReasonCode.ServerBusy
                ? nameof(BrokerOptions.MaximumClients)
                : nameof(BrokerOptions.MaximumClientsPerAddress));
        }

        return refusal;
    }

    /// <summary>The connection is gone. Safe to call twice.</summary>
    public void Leave(DoorPass pass)
    {
        lock (_gate)
        {
            Forget(pass);
            if (pass.ClientId is not { } clientId)
            {
                return;
            }

            pass.ClientId = null;
            _clientCount--;
            Decrement(_clients, clientId);
            if (pass.Address is { } address)
            {
                Decrement(_clientsByAddress, address);
            }
        }
    }

    private void Forget(DoorPass pass)
    {
        if (pass.Pending is { } place)
        {
            _pending.Remove(place);
            pass.Pending = null;
        }
    }

    // Gateways, proxies and apps on the hub's own computer bring many clients.
    private bool IsFull(IPAddress? address) => address is not null && !IPAddress.IsLoopback(address)
        && _clientsByAddress.GetValueOrDefault(address) >= _options.MaximumClientsPerAddress;

    private static void Decrement<TKey>(Dictionary<TKey, int> counts, TKey key)
        where TKey : notnull
    {
        if (--counts[key] == 0)
        {
            counts.Remove(key);
        }
    }
}
