using System.Buffers;

namespace PiHub.Recorder.Blocks.Codec;

/// <summary>A column of integers, told as whatever is smallest: one step for all, themselves, their differences, the differences' differences,
/// or how far they are from an even grid; packed in groups. All arithmetic wraps around, so that any numbers come back.</summary>
internal static class IntegerColumn
{
    private const int SampledGroups = 6;

    private enum Form : byte
    {
        Even = 0,
        Plain = 1,
        Differences = 2,
        SecondDifferences = 3,
        Grid = 4,
    }

    /// <summary>Writes a column.</summary>
    /// <param name="values">The integers.</param>
    /// <param name="to">Where to.</param>
    public static void Write(ReadOnlySpan<long> values, IBufferWriter<byte> to)
    {
        if (values.IsEmpty)
        {
            return;
        }

        if (IsEven(values))
        {
            to.WriteByte((byte)Form.Even);
            to.WriteSigned(values[0]);
            to.WriteSigned(values.Length > 1 ? values[1] - values[0] : 0);
            return;
        }

        long[] rented = ArrayPool<long>.Shared.Rent(values.Length * 2);
        Span<long> best = rented.AsSpan(0, values.Length);
        Span<long> candidate = rented.AsSpan(values.Length, values.Length);
        Form form = Form.Plain;
        values.CopyTo(best);
        int bytes = Estimate(best);
        long gridStep = TypicalStep(values);
        for (Form other = Form.Differences; other <= Form.Grid; other++)
        {
            Express(values, other, gridStep, candidate);
            int otherBytes = Estimate(candidate);
            if (otherBytes < bytes)
            {
                (form, bytes) = (other, otherBytes);
                Span<long> swapped = best;
                best = candidate;
                candidate = swapped;
            }
        }

        WriteGroups(form, gridStep, best, to);
        ArrayPool<long>.Shared.Return(rented);
    }

    /// <summary>Reads a column.</summary>
    /// <param name="reader">Where from.</param>
    /// <param name="values">As many as were written.</param>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    public static void Read(ref ByteReader reader, Span<long> values)
    {
        if (values.IsEmpty)
        {
            return;
        }

        var form = (Form)reader.ReadByte();
        if (form > Form.Grid)
        {
            throw ByteReader.Damaged();
        }

        if (form == Form.Even)
        {
            ReadEven(ref reader, values);
            return;
        }

        long gridStep = form == Form.Grid ? reader.ReadSigned() : 0;
        long start = 0;
        for (int index = 0; index < values.Length; index += PackedGroup.Size)
        {
            start = PackedGroup.Read(ref reader, start, values.Slice(index, Math.Min(PackedGroup.Size, values.Length - index)));
        }

        Restore(form, gridStep, values);
    }

    private static void WriteGroups(Form form, long gridStep, ReadOnlySpan<long> residues, IBufferWriter<byte> to)
    {
        to.WriteByte((byte)form);
        if (form == Form.Grid)
        {
            to.WriteSigned(gridStep);
        }

        long start = 0;
        for (int index = 0; index < residues.Length; index += PackedGroup.Size)
        {
            start = PackedGroup.Write(residues.Slice(index, Math.Min(PackedGroup.Size, residues.Length - index)), start, to);
        }
    }

    private static bool IsEven(ReadOnlySpan<long> values)
    {
        if (values.Length < 3)
        {
            return true;
        }

        long step = values[1] - values[0];
        for (int index = 2; index < values.Length; index++)
        {
            if (values[index] - values[index - 1] != step)
            {
                return false;
            }
        }

        return true;
    }

    private static void ReadEven(ref ByteReader reader, Span<long> values)
    {
        long value = reader.ReadSigned();
        long step = reader.ReadSigned();
        for (int index = 0; index < values.Length; index++, value += step)
        {
            values[index] = value;
        }
    }

    private static void Express(ReadOnlySpan<long> values, Form form, long gridStep, Span<long> residues)
    {
        residues[0] = values[0];
        switch (form)
        {
            case Form.Differences:
                Subtract(values, residues);
                break;
            case Form.SecondDifferences:
                Subtract(values, residues);
                for (int index = values.Length - 1; index > 1; index--)
                {
                    residues[index] -= residues[index - 1];
                }

                break;
            default:
                for (int index = 1; index < values.Length; index++)
                {
                    residues[index] = values[index] - (index * gridStep);
                }

                break;
        }
    }

    private static void Subtract(ReadOnlySpan<long> values, Span<long> residues)
    {
        for (int index = 1; index < values.Length; index++)
        {
            residues[index] = values[index] - values[index - 1];
        }
    }

    private static void Restore(Form form, long gridStep, Span<long> values)
    {
        if (form == Form.Grid)
        {
            for (int index = 1; index < values.Length; index++)
            {
                values[index] += index * gridStep;
            }
        }

        if (form == Form.SecondDifferences)
        {
            Sum(values[1..]);
        }

        if (form is Form.SecondDifferences or Form.Differences)
        {
            Sum(values);
        }
    }

    private static void Sum(Span<long> values)
    {
        long sum = 0;
        for (int index = 0; index < values.Length; index++)
        {
            sum += values[index];
            values[index] = sum;
        }
    }

    // Some groups spread over the column tell what the others cost.
    private static int Estimate(ReadOnlySpan<long> residues)
    {
        int groups = (residues.Length + PackedGroup.Size - 1) / PackedGroup.Size;
        int stride = Math.Max(1, groups / SampledGroups);
        int bytes = 0;
        for (int group = 0; group < groups; group += stride)
        {
            int index = group * PackedGroup.Size;
            bytes += PackedGroup.Estimate(residues.Slice(index, Math.Min(PackedGroup.Size, residues.Length - index)));
        }

        return bytes;
    }

    // The median of some differences: what a gap or two do not change.
    private static long TypicalStep(ReadOnlySpan<long> values)
    {
        Span<long> steps = stackalloc long[63];
        int stride = Math.Max(1, (values.Length - 1) / steps.Length);
        int count = 0;
        for (int index = 1; index < values.Length && count < steps.Length; index += stride)
        {
            steps[count++] = values[index] - values[index - 1];
        }

        steps[..count].Sort();
        return steps[count / 2];
    }
}
