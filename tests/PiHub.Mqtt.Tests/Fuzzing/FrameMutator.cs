namespace PiHub.Mqtt.Tests.Fuzzing;

/// <summary>Spoils valid frames: one to four changes each, in half of them with the remaining length put right, to get behind it.</summary>
internal sealed class FrameMutator(IReadOnlyList<byte[]> corpus, Random random)
{
    private const int MaximumFrameBytes = 8_192;
    private static readonly byte[] Edges = [0x00, 0x01, 0x02, 0x7F, 0x80, 0xC0, 0xED, 0xFE, 0xFF];
    private readonly List<byte> _frame = new(MaximumFrameBytes);

    /// <summary>The next frame: an eighth stays valid, an eighth is random, the rest is spoiled.</summary>
    public byte[] Next() => random.Next(8) switch
    {
        0 => corpus[random.Next(corpus.Count)],
        1 => NextRandom(),
        _ => NextSpoiled(),
    };

    /// <summary>Random bytes, half of them behind a believable fixed header.</summary>
    public byte[] NextRandom()
    {
        byte[] bytes = new byte[2 + random.Next(random.Next(4) == 0 ? 120 : 24)];
        random.NextBytes(bytes);
        if (random.Next(2) == 0)
        {
            bytes[1] = (byte)(bytes.Length - 2);
        }

        return bytes;
    }

    /// <summary>A frame of the corpus with changes.</summary>
    public byte[] NextSpoiled()
    {
        _frame.Clear();
        _frame.AddRange(corpus[random.Next(corpus.Count)]);
        for (int changes = random.Next(1, 5); changes > 0; changes--)
        {
            Change();
        }

        if (random.Next(2) == 0)
        {
            CorrectLength();
        }

        return [.. _frame];
    }

    private void Change()
    {
        int at = random.Next(_frame.Count + 1);
        int count = Math.Min(random.Next(1, 9), _frame.Count - at);
        switch (random.Next(7))
        {
            case 0 when count > 0:
                _frame[at] ^= (byte)(1 << random.Next(8));
                break;
            case 1 when count > 0:
                _frame[at] = Edges[random.Next(Edges.Length)];
                break;
            case 2 when count > 0:
                _frame[at] = (byte)random.Next(256);
                break;
            case 3:
                _frame.RemoveRange(at, count);
                break;
            case 4:
                _frame.InsertRange(at, [.. _frame.GetRange(at, count)]);
                break;
            case 5:
                _frame.Insert(at, Edges[random.Next(Edges.Length)]);
                break;
            default:
                Splice(at);
                break;
        }
    }

    // Goes on with the end of another frame, if that does not make it long.
    private void Splice(int at)
    {
        byte[] other = corpus[random.Next(corpus.Count)];
        int from = random.Next(other.Length);
        _frame.RemoveRange(at, _frame.Count - at);
        _frame.AddRange(other.AsSpan(from, Math.Min(other.Length - from, MaximumFrameBytes - at)));
    }

    private void CorrectLength()
    {
        int body = 1;
        while (body < Math.Min(_frame.Count, 5) && _frame[body++] >= 0x80)
        {
        }

        if (body > _frame.Count)
        {
            return;
        }

        int lengthBytes = _frame.Count - body;
        List<byte> field = [];
        while (field.Count == 0 || lengthBytes > 0)
        {
            field.Add((byte)(lengthBytes > 127 ? (lengthBytes & 127) | 128 : lengthBytes));
            lengthBytes >>= 7;
        }

        _frame.RemoveRange(Math.Min(1, _frame.Count), Math.Max(0, body - 1));
        _frame.InsertRange(Math.Min(1, _frame.Count), field);
    }
}
