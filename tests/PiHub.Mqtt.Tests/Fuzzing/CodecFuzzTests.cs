using PiHub.Mqtt.Codec;
using Xunit.Abstractions;

namespace PiHub.Mqtt.Tests.Fuzzing;

[Collection(FuzzingCollection.Name)]
public sealed class CodecFuzzTests(ITestOutputHelper output)
{
    private const long HeapGrowthBytes = 16_777_216;

    // A frame takes microseconds; this long means that the reader hangs.
    private static readonly TimeSpan HangAfter = TimeSpan.FromSeconds(30);

    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    public async Task Reader_SpoiledFrames_GivesPacketNeedMoreOrProtocolError(int level)
    {
        var fuzz = new CodecFuzz((ProtocolVersion)level, FuzzSettings.Seed);
        int frameCount = FuzzSettings.FrameCount / 2;
        fuzz.Run(frameCount / 10);
        long heapBytes = GC.GetTotalMemory(forceFullCollection: true);

        Task run = Task.Factory.StartNew(
            () => fuzz.Run(frameCount - (frameCount / 10)), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        for (long done = -1; !run.IsCompleted; done = fuzz.DoneCount)
        {
            Assert.True(fuzz.DoneCount > done, $"seed {FuzzSettings.Seed}: the reader hangs in {fuzz.Current}");
            await Task.WhenAny(run, Task.Delay(HangAfter, TimeProvider.System));
        }

        await run;
        long grownBytes = GC.GetTotalMemory(forceFullCollection: true) - heapBytes;
        output.WriteLine($"version {level}: {fuzz.DoneCount} frames, {fuzz.PacketCount} of them packets, heap {grownBytes} bytes larger");
        Assert.Equal(frameCount, fuzz.DoneCount);
        Assert.InRange(fuzz.PacketCount, frameCount / 8, frameCount - (frameCount / 8));
        Assert.True(grownBytes < HeapGrowthBytes, $"seed {FuzzSettings.Seed}: the heap grew by {grownBytes} bytes");
    }
}
