using PiHub.Sdk.Devices;
using PiHub.Sdk.Hardware;

namespace DemoMeter.Link;

/// <summary>Reads and writes registers over SPI; lends the port, does not own it.</summary>
internal sealed class MeterLink(ISpiPort port) : IDisposable
{
    private readonly SemaphoreSlim _oneTransfer = new(1);

    /// <summary>Reads consecutive registers.</summary>
    /// <exception cref="DeviceFaultException">The checksum is wrong, or the bus failed: there is no value then.</exception>
    public async Task<uint[]> ReadAsync(ushort address, int words, CancellationToken cancellationToken)
    {
        byte[] write = new byte[Frame.ReadLength(words)];
        Frame.PutHeader(write, Frame.ReadCommand, address, words);
        byte[] read = await TransferAsync(write, cancellationToken);
        return Frame.GetWords(read, words)
            ?? throw new DeviceFaultException("The meter's answer has a wrong checksum; check the wiring and the bus speed.");
    }

    /// <summary>Writes consecutive registers.</summary>
    /// <exception cref="DeviceFaultException">The meter refused, or the bus failed.</exception>
    public async Task WriteAsync(ushort address, uint[] words, CancellationToken cancellationToken)
    {
        byte[] write = new byte[Frame.WriteLength(words.Length)];
        Frame.PutHeader(write, Frame.WriteCommand, address, words.Length);
        Frame.PutWords(write, words);
        byte[] read = await TransferAsync(write, cancellationToken);
        if (read[^1] != Frame.Acknowledged)
        {
            throw new DeviceFaultException("The meter refused the command; try again.");
        }
    }

    public void Dispose() => _oneTransfer.Dispose();

    private async Task<byte[]> TransferAsync(byte[] write, CancellationToken cancellationToken)
    {
        byte[] read = new byte[write.Length];
        await _oneTransfer.WaitAsync(cancellationToken);
        try
        {
            await port.TransferAsync(write, read, cancellationToken);
        }
        finally
        {
            _oneTransfer.Release();
        }

        return read;
    }
}
