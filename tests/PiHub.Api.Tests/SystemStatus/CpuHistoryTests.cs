using PiHub.Api.SystemStatus;
using PiHub.Api.Tests.Broker;

namespace PiHub.Api.Tests.SystemStatus;

public sealed class CpuHistoryTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("pihub-cpu-").FullName;
    private readonly SteppedTime _time = new();

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public void Points_TellEachTenSecondsByThemselves_AndTenMinutesInAll()
    {
        using var history = new CpuHistory(new MachineFiles(_root), _time);
        Directory.CreateDirectory(Path.Combine(_root, "proc"));
        long busy = 0;
        for (int look = 0; look <= CpuHistory.Capacity + 5; look++)
        {
            busy += look % 2 == 0 ? 0 : 500;
            File.WriteAllText(Path.Combine(_root, "proc/stat"), $"cpu {busy} 0 0 {(look * 1_000) - busy} 0\n");
            history.Add();
            _time.Advance(TimeSpan.FromSeconds(10));
        }

        IReadOnlyList<CpuPoint> points = history.Points();
        Assert.Equal(CpuHistory.Capacity, points.Count);
        Assert.Equal([0.0, 0.5], points.TakeLast(2).Select(point => point.Machine));
        Assert.All(points, point => Assert.Null(point.TemperatureCelsius));
    }
}
