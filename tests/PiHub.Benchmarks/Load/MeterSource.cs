namespace PiHub.Benchmarks.Load;

/// <summary>The meter model from an instant on, with all its metrics or the first few of them.</summary>
internal sealed class MeterSource(string device, long firstSecond, int seconds, int metricCount) : IReadingSource
{
    private readonly MeterModel _model = new(isRounded: true);
    private readonly double[] _all = new double[MeterModel.MetricCount];
    private int _read;

    public string Device => device;

    public IReadOnlyList<string> Metrics { get; } = MeterModel.Names[..metricCount];

    public bool TryRead(out long timeMs, Span<double> values)
    {
        long second = firstSecond + _read;
        timeMs = MeterModel.StampMs(second);
        if (_read == seconds)
        {
            return false;
        }

        _read++;
        _model.Read(second, _all);
        _all.AsSpan(0, metricCount).CopyTo(values);
        return true;
    }

    public void Dispose()
    {
    }
}
