using PiHub.Recorder.Clock;
using PiHub.Recorder.Replay;
using PiHub.Sdk.Readings;

namespace PiHub.Recorder.LineProtocol;

/// <summary>Puts the times of samples right that came before the hub's clock was set.</summary>
internal sealed class ExportClock(ClockWatch watch)
{
    private long _before;

    /// <summary>Notes where this run of the program begins: of older samples the jump is not known.</summary>
    /// <param name="head">The number of the newest sample.</param>
    public void Begin(long head) => _before = head;

    /// <summary>Finds a sample's time.</summary>
    /// <param name="logged">The sample.</param>
    /// <param name="milliseconds">Its time since 1970 UTC.</param>
    /// <returns>False while that is not known.</returns>
    public bool TryPlace(LoggedSample logged, out long milliseconds)
    {
        milliseconds = logged.Sample.Time.ToUnixTimeMilliseconds();
        if (logged.Sample.Quality != ReadingQuality.TimeEstimated || logged.Sequence <= _before)
        {
            return true;
        }

        if (!watch.IsTrusted)
        {
            return false;
        }

        milliseconds += (long)(watch.Jump ?? TimeSpan.Zero).TotalMilliseconds;
        return true;
    }
}
