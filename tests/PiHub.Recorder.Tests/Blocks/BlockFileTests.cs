using System.Buffers;
using FsCheck;
using FsCheck.Fluent;
using PiHub.Recorder.Blocks;
using PiHub.Recorder.Files;
using PiHub.Recorder.Tests.Blocks.Codec;

namespace PiHub.Recorder.Tests.Blocks;

public sealed class BlockFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("pihub-blocks-").FullName;
    private readonly DiskFileSystem _files = new(new WriteMeter());

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Read_WhatWasAppended_HasHeaderAndContent()
    {
        using var file = new BlockFile(_files, _folder, 12);
        long first = file.Append(Frame(1, [1, 2, 3]));
        byte[] second = Frame(2, []);
        long offset = file.Append(second);

        using StoredBlock block = file.Read(first, (int)offset);
        using StoredBlock empty = file.Read(offset, second.Length);

        Assert.Equal(Header(1), block.Header);
        Assert.Equal([1, 2, 3], block.Payload.ToArray());
        Assert.Equal(Header(2), empty.Header);
        Assert.Equal(0, empty.Payload.Length);
        Assert.Equal(12, BlockFile.NumberOf(file.Path));
        Assert.Equal(new FileInfo(file.Path).Length, file.Length);
    }

    [Theory]
    [InlineData("00000001.blocks", 1)]
    [InlineData("1.blocks", null)]
    [InlineData("00000001.journal", null)]
    [InlineData("-0000001.blocks", null)]
    public void NumberOf_FileName_IsItsNumber(string name, int? number) => Assert.Equal(number, BlockFile.NumberOf(Path.Combine(_folder, name)));

    [Fact]
    public void Scan_AnyDamage_FindsAllOtherBlocksAndCoversTheFile() => Prop.ForAll(RunMaker.Seeds, seed =>
    {
        var random = new Random(seed);
        byte[][] frames = [.. Enumerable.Range(1, random.Next(1, 12)).Select(number => Frame(number, Content(random)))];
        byte[] bytes = [.. frames.SelectMany(frame => frame)];
        int hit = random.Next(bytes.Length);
        bytes[hit] ^= (byte)(1 << random.Next(8));
        File.WriteAllBytes(BlockFile.PathOf(_folder, 1), bytes);
        using var file = new BlockFile(_files, _folder, 1);

        List<FoundBlock> found = [.. file.Scan()];

        Assert.Equal(bytes.Length, found.Sum(block => (long)block.Length));
        FoundBlock lost = Assert.Single(found, block => block.IsDamaged);
        Assert.InRange(hit, lost.Offset, lost.Offset + lost.Length - 1);
        Assert.Equal(frames.Length - 1, found.Count - 1);
        Assert.All(found, block => Assert.True(block.IsDamaged || file.Read(block.Offset, block.Length).Header == block.Header));
        Assert.Throws<InvalidDataException>(() => file.Read(lost.Offset, lost.Length));
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(300));

    [Fact]
    public void Scan_DamagedContent_StillHasItsName()
    {
        byte[] frame = Frame(5, new byte[100]);
        frame[^10] ^= 1;
        File.WriteAllBytes(BlockFile.PathOf(_folder, 1), [.. frame, .. Frame(6, [1])]);
        using var file = new BlockFile(_files, _folder, 1);

        FoundBlock[] found = [.. file.Scan()];

        Assert.Equal(new FoundBlock(0, frame.Length, Header(5), IsDamaged: true), found[0]);
        Assert.Equal(Header(6), found[1].Header);
        Assert.False(found[1].IsDamaged);
    }

    [Fact]
    public void Scan_CutOffFrameFollowedByAWholeOne_FindsTheWholeOne()
    {
        byte[] torn = Frame(1, new byte[500])[..200];
        byte[] whole = Frame(2, [7]);
        File.WriteAllBytes(BlockFile.PathOf(_folder, 1), [.. torn, .. whole, .. torn]);
        using var file = new BlockFile(_files, _folder, 1);

        Assert.Equal(
            [new FoundBlock(0, 200, Header(1), true), new FoundBlock(200, whole.Length, Header(2), false), new FoundBlock(200 + whole.Length, 200, Header(1), true)],
            file.Scan());
    }

    [Fact]
    public void Truncate_ThenAppend_ContinuesThere()
    {
        using var file = new BlockFile(_files, _folder, 1);
        byte[] frame = Frame(1, [1]);
        file.Append(frame);
        file.Append(frame.AsSpan(0, 9));
        file.Truncate(frame.Length);
        Assert.Equal(frame.Length, file.Append(Frame(2, [2])));

        Assert.Equal([Header(1), Header(2)], file.Scan().Select(block => block.Header));
    }

    [Fact]
    public void Write_ContentTooLong_Throws() =>
        Assert.Throws<ArgumentException>(() => Frame(1, new byte[BlockFrame.MostPayloadBytes + 1]));

    private static byte[] Content(Random random)
    {
        byte[] content = new byte[random.Next(3) == 0 ? random.Next(300_000) : random.Next(300)];
        random.NextBytes(content);
        return content;
    }

    private static BlockHeader Header(int number) => new()
    {
        Kind = BlockKind.Raw,
        SeriesId = number,
        Device = "zähler",
        Metric = "power_watt",
        From = long.MinValue + number,
        To = long.MaxValue,
        Count = number,
        Generation = number * 10_000_000_000L,
    };

    private static byte[] Frame(int number, byte[] payload)
    {
        var bytes = new ArrayBufferWriter<byte>();
        BlockFrame.Write(Header(number), payload, bytes);
        return bytes.WrittenSpan.ToArray();
    }
}
