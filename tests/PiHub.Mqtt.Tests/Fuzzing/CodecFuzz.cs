using System.Buffers;
using PiHub.Mqtt.Codec;
using PiHub.Mqtt.Codec.Packets;
using PiHub.Mqtt.Tests.Codec;

namespace PiHub.Mqtt.Tests.Fuzzing;

/// <summary>Feeds spoiled frames of one version to one reader, as one connection after another would.</summary>
internal sealed class CodecFuzz
{
    // What a packet of few bytes may cost: its object, its lists, its texts; a length that a frame only claims must not be allocated.
    private const int AllocatedBytesPerFrame = 32_768;
    private const int AllocatedBytesPerByte = 64;

    private readonly ProtocolVersion _version;
    private readonly FrameMutator _mutator;
    private readonly PacketReader _reader = new(PacketBytes.MaximumPacketBytes);
    private readonly PacketWriter _writer;
    private readonly ArrayBufferWriter<byte> _written = new();
    private volatile byte[] _current = [];
    private long _doneCount;

    public CodecFuzz(ProtocolVersion version, int seed)
    {
        _version = version;
        _writer = new PacketWriter(version);
        _mutator = new FrameMutator(new FrameCorpus(version, seed).Frames, new Random(seed));
    }

    /// <summary>Frames that were read so far. Any thread.</summary>
    public long DoneCount => Interlocked.Read(ref _doneCount);

    /// <summary>How many of them were packets.</summary>
    public long PacketCount { get; private set; }

    /// <summary>The frame that is being read. Any thread.</summary>
    public string Current => Convert.ToHexString(_current);

    /// <summary>Reads this many frames.</summary>
    /// <exception cref="FuzzException">One was not taken as it should; the message has it.</exception>
    public void Run(int frameCount)
    {
        for (int index = 0; index < frameCount; index++)
        {
            byte[] frame = _mutator.Next();
            _current = frame;
            try
            {
                ReadOne(frame);
            }
            catch (Exception exception) when (exception is not FuzzException)
            {
                throw new FuzzException($"{Describe(index)}: {exception}");
            }

            Interlocked.Increment(ref _doneCount);
        }
    }

    private void ReadOne(byte[] frame)
    {
        bool isConnect = frame.Length > 0 && frame[0] == 0x10;
        long before = GC.GetAllocatedBytesForCurrentThread();
        Packet? packet = Read(frame, isConnect);
        long allocatedBytes = GC.GetAllocatedBytesForCurrentThread() - before;
        if (allocatedBytes > AllocatedBytesPerFrame + ((long)AllocatedBytesPerByte * frame.Length))
        {
            throw new FuzzException($"{Describe(DoneCount)}: reading allocated {allocatedBytes} bytes");
        }

        if (packet is null || (packet is ConnectPacket connect && connect.Version != _version))
        {
            return;
        }

        PacketCount++;
        byte[] written = Write(packet);
        Packet again = Read(written, isConnect) ?? throw new FuzzException($"{Describe(DoneCount)}: what was read is written incomplete");
        if (!written.AsSpan().SequenceEqual(Write(again)))
        {
            throw new FuzzException($"{Describe(DoneCount)}: written as {Convert.ToHexString(written)}, which reads as something else");
        }
    }

    // Null: more is needed, or not a packet.
    private Packet? Read(byte[] frame, bool isConnect)
    {
        _reader.Version = isConnect ? null : _version;
        var input = new ReadOnlySequence<byte>(frame);
        try
        {
            return _reader.Read(ref input);
        }
        catch (MqttProtocolException exception) when (exception.Reason >= ReasonCode.UnspecifiedError && exception.Message.Length > 0)
        {
            return null;
        }
    }

    private byte[] Write(Packet packet)
    {
        _written.ResetWrittenCount();
        _writer.Write(_written, packet);
        return _written.WrittenSpan.ToArray();
    }

    private string Describe(long index) => $"seed {FuzzSettings.Seed}, version {_version}, frame {index}, {Current}";
}
