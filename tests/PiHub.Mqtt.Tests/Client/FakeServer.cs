using System.Buffers;
using System.Net;
using System.Net.Sockets;
using PiHub.Mqtt.Codec;
using PiHub.Mqtt.Codec.Packets;

namespace PiHub.Mqtt.Tests.Client;

/// <summary>A server that answers what the test says, one connection after the other.</summary>
internal sealed class FakeServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

    public FakeServer() => _listener.Start();

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public async Task<FakeConnection> AcceptAsync()
    {
        using var deadline = new CancellationTokenSource(FakeConnection.Patience);
        return new FakeConnection(await _listener.AcceptSocketAsync(deadline.Token));
    }

    /// <summary>Accepts a connection and its CONNECT.</summary>
    public async Task<FakeConnection> WelcomeAsync(bool isSessionPresent = false, PacketProperties? properties = null)
    {
        FakeConnection connection = await AcceptAsync();
        connection.Connect = await connection.ReadAsync<ConnectPacket>();
        await connection.SendAsync(
            new ConnAckPacket { Reason = ReasonCode.Success, SessionPresent = isSessionPresent, Properties = properties });
        return connection;
    }

    public void Dispose() => _listener.Dispose();
}

/// <summary>One connection of a <see cref="FakeServer"/>. Every wait ends after ten seconds.</summary>
internal sealed class FakeConnection(Socket socket) : IDisposable
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly PacketReader _reader = new(268_435_455);
    private byte[] _received = [];

    /// <summary>The client's CONNECT.</summary>
    public ConnectPacket Connect { get; set; } = new() { Version = ProtocolVersion.V5, ClientId = "" };

    public async Task SendAsync(params Packet[] packets)
    {
        var output = new ArrayBufferWriter<byte>();
        var writer = new PacketWriter(_reader.Version ?? ProtocolVersion.V5);
        foreach (Packet packet in packets)
        {
            writer.Write(output, packet);
        }

        await socket.SendAsync(output.WrittenMemory);
    }

    public async Task SendAsync(string hex) =>
        await socket.SendAsync(Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal)));

    public async Task<T> ReadAsync<T>()
        where T : Packet => Assert.IsType<T>(await ReadAsync());

    /// <summary>The next acknowledgement as text, e.g. <c>PubAck 1</c>.</summary>
    public async Task<string> ReadAnswerAsync()
    {
        AcknowledgementPacket packet = await ReadAsync<AcknowledgementPacket>();
        return $"{packet.Type} {packet.PacketId}";
    }

    /// <summary>Reads a SUBSCRIBE and grants what it asks for.</summary>
    public async Task<SubscribePacket> GrantAsync(ReasonCode? reason = null)
    {
        SubscribePacket packet = await ReadAsync<SubscribePacket>();
        ReasonCode[] reasons = [.. packet.Requests.Select(request => reason ?? (ReasonCode)request.QualityOfService)];
        await SendAsync(new SubAckPacket(PacketType.SubAck, packet.PacketId, reasons));
        return packet;
    }

    public async Task<Packet> ReadAsync() => await TryReadAsync() ?? throw new InvalidOperationException("the client closed the connection");

    /// <summary>The next packet; null when the client has closed.</summary>
    public async Task<Packet?> TryReadAsync()
    {
        using var deadline = new CancellationTokenSource(Patience);
        byte[] chunk = new byte[65_536];
        while (true)
        {
            var input = new ReadOnlySequence<byte>(_received);
            Packet? packet = _reader.Read(ref input);
            _received = input.ToArray();
            if (packet is not null)
            {
                return packet;
            }

            int count;
            try
            {
                count = await socket.ReceiveAsync(chunk, deadline.Token);
            }
            catch (SocketException)
            {
                return null; // reset
            }

            if (count == 0)
            {
                return null;
            }

            _received = [.. _received, .. chunk[..count]];
        }
    }

    public void Dispose() => socket.Dispose();
}
