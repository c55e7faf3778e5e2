using Microsoft.Extensions.Hosting;

namespace PiHub.Api.SystemStatus;

/// <summary>How busy the processors were in the last ten minutes, kept in memory. Safe from any thread.</summary>
internal sealed class CpuHistory(MachineFiles files, TimeProvider time) : BackgroundService
{
    /// <summary>How many points are kept: ten minutes (overflow policy: drop oldest).</summary>
    public const int Capacity = 60;

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    private readonly CpuWindow _window = new(files, time);
    private readonly Lock _gate = new(); // guards the points
    private readonly Queue<CpuPoint> _points = new();

    /// <summary>The points, the oldest first.</summary>
    public IReadOnlyList<CpuPoint> Points()
    {
        lock (_gate)
        {
            return [.. _points];
        }
    }

    /// <summary>Takes a look; called every ten seconds.</summary>
    public void Add()
    {
        (double? machine, double? process) = _window.Read();
        _window.Restart();
        if (process is null)
        {
            return; // the first look has nothing before it
        }

        var point = new CpuPoint(time.GetUtcNow(), machine, process, files.TemperatureCelsius());
        lock (_gate)
        {
            _points.Enqueue(point);
            if (_points.Count > Capacity)
            {
                _points.Dequeue();
            }
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        try
        {
            do
            {
                Add();
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The hub stops.
        }
    }
}
