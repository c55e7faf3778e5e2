namespace PiHub.Recorder.Tests.Files;

/// <summary>What a file of <see cref="PowerCutFileSystem"/> holds: as programs see it, and as it is on the disk. The caller locks.</summary>
internal sealed class PowerCutContent
{
    private const int SectorBytes = 512;

    private readonly List<Change> _unsynced = [];
    private byte[] _seen = [];
    private byte[] _durable = [];
    private long _durableLength;

    /// <summary>As programs see it, bytes.</summary>
    public long Length { get; private set; }

    /// <summary>What programs see, without what is reserved behind it.</summary>
    public Span<byte> Seen => _seen.AsSpan(0, (int)Length);

    public int Read(long offset, Span<byte> bytes)
    {
        ReadOnlySpan<byte> there = offset >= Length ? [] : Seen[(int)offset..];
        there = there[..Math.Min(there.Length, bytes.Length)];
        there.CopyTo(bytes);
        return there.Length;
    }

    public void Write(long offset, ReadOnlySpan<byte> bytes)
    {
        Length = Put(ref _seen, Length, offset, bytes);
        _unsynced.Add(new Change(offset, bytes.ToArray()));
    }

    public void SetLength(long length)
    {
        Length = Resize(ref _seen, Length, length);
        _unsynced.Add(new Change(length, null));
    }

    /// <summary>Everything is on the disk now.</summary>
    public void Sync()
    {
        foreach (Change change in _unsynced)
        {
            Apply(change);
        }

        _unsynced.Clear();
    }

    /// <summary>What a kernel does after a failed sync: programs go on seeing what was written, but no later sync writes it.</summary>
    public void LoseUnsynced() => _unsynced.Clear();

    /// <summary>Changes both what is seen and what is on the disk, as a failing disk does.</summary>
    public void Damage(Func<byte[], byte[]> damage)
    {
        byte[] damaged = damage(Seen.ToArray());
        (_seen, _durable) = (damaged, [.. damaged]);
        Length = _durableLength = damaged.Length;
        _unsynced.Clear();
    }

    /// <summary>What is on the disk after the power came back.</summary>
    public PowerCutContent Survive(Random random)
    {
        var survivor = new PowerCutContent { _durable = [.. _durable], _durableLength = _durableLength };
        foreach (Change change in _unsynced)
        {
            switch (random.Next(4))
            {
                case 0 or 1:
                    survivor.Apply(change);
                    break;
                case 2 when change.Bytes is not null:
                    survivor.ApplyTorn(change, random);
                    break;
            }
        }

        if (random.Next(4) == 0)
        {
            // The length may be on the disk without the bytes.
            survivor._durableLength = Resize(ref survivor._durable, survivor._durableLength, Length);
        }

        (survivor._seen, survivor.Length) = ([.. survivor._durable], survivor._durableLength);
        return survivor;
    }

    private static long Put(ref byte[] content, long length, long offset, ReadOnlySpan<byte> bytes)
    {
        long end = Math.Max(length, offset + bytes.Length);
        Reserve(ref content, end);
        bytes.CopyTo(content.AsSpan((int)offset));
        return end;
    }

    private static long Resize(ref byte[] content, long length, long newLength)
    {
        Reserve(ref content, newLength);
        if (newLength < length)
        {
            content.AsSpan((int)newLength, (int)(length - newLength)).Clear();
        }

        return newLength;
    }

    private static void Reserve(ref byte[] content, long length)
    {
        if (length > content.Length)
        {
            Array.Resize(ref content, (int)Math.Max(length, content.Length * 2L));
        }
    }

    private void Apply(Change change) => _durableLength = change.Bytes is { } bytes
        ? Put(ref _durable, _durableLength, change.Offset, bytes)
        : Resize(ref _durable, _durableLength, change.Offset);

    // Disks write sectors whole, but in any order.
    private void ApplyTorn(Change change, Random random)
    {
        ReadOnlySpan<byte> bytes = change.Bytes;
        for (int start = 0; start < bytes.Length;)
        {
            int end = Math.Min(start + SectorBytes - (int)((change.Offset + start) % SectorBytes), bytes.Length);
            if (random.Next(2) == 0)
            {
                _durableLength = Put(ref _durable, _durableLength, change.Offset + start, bytes[start..end]);
            }

            start = end;
        }
    }

    // Without bytes: a new length, which is the offset then.
    private readonly record struct Change(long Offset, byte[]? Bytes);
}
