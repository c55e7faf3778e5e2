using System.Globalization;
using PiHub.Chaos.Brokers;
using PiHub.Chaos.Wire;

namespace PiHub.Chaos.Soak;

public sealed class SoakTests
{
    private const int IdleCount = 5_000;
    private const int ActiveCount = 200;
    private const int IdleBufferBytes = 64;
    private const double AllowedGrowth = 1.05;
    private static readonly TimeSpan SampleEvery = TimeSpan.FromSeconds(10);

    /// <summary>The last third of the time needs no more memory than the middle third.</summary>
    [SoakFact]
    public async Task ManyClients_ForMinutes_MemoryStaysFlat()
    {
        await using HubUnderTest broker = new();
        int port = await broker.StartAsync();
        List<WireConnection> connections = [];
        using CancellationTokenSource done = new();
        try
        {
            for (int number = 0; number < IdleCount; number++)
            {
                connections.Add(await OpenAsync(port, $"idle-{number}", IdleBufferBytes));
            }

            List<ActiveClient> active = [];
            for (int number = 0; number < ActiveCount; number++)
            {
                connections.Add(await OpenAsync(port, $"active-{number}", 4_096));
                active.Add(new ActiveClient(number, connections[^1]));
            }

            Task running = Task.WhenAll(active.Select(client => client.RunAsync(done.Token)));
            List<long> residentKibibytes = await SampleAsync(broker.Hub.Id, running);
            await done.CancelAsync();
            await Task.WhenAny(running);
            Assert.True(running.IsCanceled, running.Exception?.ToString());
            Assert.All(active, client => Assert.True(client.RoundTripCount > 0));
            int third = residentKibibytes.Count / 3;
            long middle = Median(residentKibibytes[third..^third]), last = Median(residentKibibytes[^third..]);
            Assert.True(last <= middle * AllowedGrowth, $"resident memory grew from {middle} KiB to {last} KiB");
        }
        finally
        {
            connections.ForEach(connection => connection.Dispose());
        }
    }

    private static async Task<List<long>> SampleAsync(int processId, Task running)
    {
        List<long> residentKibibytes = [];
        using PeriodicTimer timer = new(SampleEvery);
        for (int samples = ChaosSettings.SoakMinutes * 6; samples > 0 && !running.IsCompleted; samples--)
        {
            await timer.WaitForNextTickAsync();
            string line = File.ReadLines($"/proc/{processId}/status").First(line => line.StartsWith("VmRSS:", StringComparison.Ordinal));
            residentKibibytes.Add(long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture));
            Console.WriteLine($"{residentKibibytes.Count * SampleEvery.TotalSeconds} s: {residentKibibytes[^1]} KiB resident");
        }

        return residentKibibytes;
    }

    private static async Task<WireConnection> OpenAsync(int port, string clientId, int bufferBytes)
    {
        byte[] connect = Packets.Connect(isVersion5: false, clientId, isKept: false);
        return await WireConnection.TryOpenAsync(port, connect, CancellationToken.None, bufferBytes) is { } opened
            ? opened.Connection
            : throw new InvalidOperationException($"The hub took no connection for {clientId}.");
    }

    private static long Median(List<long> values) => values.Order().ElementAt(values.Count / 2);
}
