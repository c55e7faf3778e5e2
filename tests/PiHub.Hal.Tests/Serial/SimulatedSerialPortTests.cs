using PiHub.Hal.Serial;
using PiHub.Sdk.Devices;

namespace PiHub.Hal.Tests.Serial;

public sealed class SimulatedSerialPortTests
{
    [Fact]
    public async Task Pair_CarriesBytesBothWaysAndTellsWhenItIsGone()
    {
        (SimulatedSerialPort one, SimulatedSerialPort other) = SimulatedSerialPort.CreatePair();
        await one.WriteAsync("abc"u8.ToArray(), CancellationToken.None);
        byte[] buffer = new byte[2];
        Assert.Equal(2, await other.ReadAsync(buffer, CancellationToken.None));
        Assert.Equal("ab"u8.ToArray(), buffer);
        Assert.Equal(1, await other.ReadAsync(buffer, CancellationToken.None));
        await other.WriteAsync("x"u8.ToArray(), CancellationToken.None);
        Assert.Equal(1, await one.ReadAsync(buffer, CancellationToken.None));

        using var enough = new CancellationTokenSource();
        ValueTask<int> waiting = other.ReadAsync(buffer, enough.Token);
        await enough.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await waiting);
        await one.WriteAsync("y"u8.ToArray(), CancellationToken.None);
        Assert.Equal(1, await other.ReadAsync(buffer, CancellationToken.None));

        await one.DisposeAsync();
        await Assert.ThrowsAsync<DeviceFaultException>(async () => await other.ReadAsync(buffer, CancellationToken.None));
        await Assert.ThrowsAsync<DeviceFaultException>(async () => await other.WriteAsync("z"u8.ToArray(), CancellationToken.None));
    }

    [Fact]
    public async Task ReaderIsSlow_WriterWaits()
    {
        (SimulatedSerialPort one, SimulatedSerialPort other) = SimulatedSerialPort.CreatePair();
        byte[] sent = [.. Enumerable.Range(0, 3 * SimulatedSerialPort.CapacityBytes).Select(i => (byte)i)];
        Task write = one.WriteAsync(sent, CancellationToken.None).AsTask();
        Assert.False(write.IsCompleted);
        byte[] received = new byte[sent.Length];
        for (int count = 0; count < received.Length;)
        {
            count += await other.ReadAsync(received.AsMemory(count), CancellationToken.None);
        }

        await write;
        Assert.Equal(sent, received);
    }
}
