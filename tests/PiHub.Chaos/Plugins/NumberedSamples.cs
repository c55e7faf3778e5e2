using System.Globalization;
using PiHub.Chaos.Wire;

namespace PiHub.Chaos.Plugins;

/// <summary>Publishes 1, 2, 3 … as samples of the device <c>tally</c>, a hundred a second, each one acknowledged before the next.</summary>
internal sealed class NumberedSamples(int port)
{
    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(10);

    private int _acknowledged;

    /// <summary>The highest number that was acknowledged; all below were too.</summary>
    public int Acknowledged => Volatile.Read(ref _acknowledged);

    /// <summary>Publishes until it is cancelled, between two messages.</summary>
    /// <exception cref="InvalidOperationException">The hub closed the connection or refused.</exception>
    public async Task RunAsync(CancellationToken stopping)
    {
        byte[] connect = Packets.Connect(isVersion5: false, "numbered-samples", isKept: false);
        if (await WireConnection.TryOpenAsync(port, connect, CancellationToken.None) is not { } opened)
        {
            throw new InvalidOperationException("The hub took no connection.");
        }

        using WireConnection connection = opened.Connection;
        using PeriodicTimer timer = new(Period);
        while (!stopping.IsCancellationRequested)
        {
            int number = _acknowledged + 1;
            string payload = $$"""{"number":{{number.ToString(CultureInfo.InvariantCulture)}}}""";
            connection.Put(Packets.Message(isVersion5: false, "pihub/tally/state", payload, flags: 2, (ushort)((number % ushort.MaxValue) + 1)));
            if (!await connection.TryFlushAsync(CancellationToken.None)
                || await connection.TryReceiveAsync(CancellationToken.None) is not { Type: Packets.PubAck })
            {
                throw new InvalidOperationException($"The hub did not acknowledge sample {number}.");
            }

            Volatile.Write(ref _acknowledged, number);
            await timer.WaitForNextTickAsync(CancellationToken.None);
        }
    }
}
