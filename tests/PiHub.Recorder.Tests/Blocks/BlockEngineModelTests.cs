namespace PiHub.Recorder.Tests.Blocks;

public sealed class BlockEngineModelTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    public async Task Engine_RandomOperations_AnswersAsTheModel(int seed)
    {
        var random = new Random(seed);
        await using var rig = new BlockRig();
        await rig.StartAsync();
        var operations = new RandomOperations(rig, random);
        for (int round = 0; round < 120; round++)
        {
            operations.Commit();
            if (random.Next(2) == 0)
            {
                await operations.MaintainAsync();
            }

            await operations.CheckAsync();
        }

        await operations.CheckAllAsync();
        await rig.FlushAsync();
        rig.TrimJournal();
        await operations.CheckAllAsync();
        await rig.RestartAsync();
        await operations.CheckAllAsync();
        await operations.RebuildAsync();
        await operations.CheckAllAsync();
        Assert.Empty(rig.Engine.Status.Damages);
    }

    [Theory]
    [InlineData(11)]
    [InlineData(12)]
    [InlineData(13)]
    [InlineData(14)]
    [InlineData(15)]
    [InlineData(16)]
    public async Task Engine_PowerCuts_LosesNothingCommitted(int seed)
    {
        var random = new Random(seed);
        await using var rig = new BlockRig();
        await rig.StartAsync();
        var operations = new RandomOperations(rig, random);
        bool isIndexLost = false;
        for (int cut = 0; cut < 20; cut++)
        {
            rig.Disk.OperationsLeft = random.Next(1, 60);
            for (int round = 0; round < 6; round++)
            {
                operations.Commit();
                try
                {
                    await rig.FlushAsync();
                    await rig.Engine.CompactAsync(default);
                }
                catch (IOException)
                {
                    // The power went.
                }
            }

            if (random.Next(4) == 0)
            {
                await rig.Engine.DisposeAsync();
                rig.DeleteIndex();
                isIndexLost = true;
            }

            await rig.CutPowerAsync(random);
            if (random.Next(4) == 0)
            {
                rig.TrimJournal();
            }

            await operations.CheckAllAsync();
        }

        // Without its index the engine cannot tell half blocks of a power cut from damage.
        Assert.True(isIndexLost || rig.Engine.Status.Damages.Count == 0);
    }
}
