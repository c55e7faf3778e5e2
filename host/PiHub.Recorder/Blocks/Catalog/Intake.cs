using PiHub.Recorder.Blocks.Heads;
using PiHub.Recorder.Journal;
using PiHub.Recorder.Series;
using PiHub.Recorder.Storage;
using PiHub.Sdk.Readings;

namespace PiHub.Recorder.Blocks.Catalog;

/// <summary>Puts committed entries into the heads. One caller at a time.</summary>
/// <param name="catalog">The heads.</param>
/// <param name="budget">Counts their bytes.</param>
/// <param name="time">The monotonic clock.</param>
internal sealed class Intake(SeriesCatalog catalog, HeadBudget budget, TimeProvider time)
{
    /// <summary>A head with so many readings is due.</summary>
    public const int DueReadings = 4_096;

    /// <summary>A head with so many events is due.</summary>
    public const int DueEvents = 256;

    private long _taken;

    /// <summary>The number of the newest entry.</summary>
    public long Taken => Interlocked.Read(ref _taken);

    /// <summary>Starts anew.</summary>
    public void Reset() => Interlocked.Exchange(ref _taken, 0);

    /// <summary>Takes entries.</summary>
    /// <returns>Whether there is something to do for the maintenance.</returns>
    public bool Take(IReadOnlyList<JournalEntry> committed)
    {
        bool isDue = false;
        long now = time.GetTimestamp();
        for (int index = 0; index < committed.Count; index++)
        {
            JournalEntry entry = committed[index];
            isDue |= Take(entry, now);
            if (entry.Number > _taken)
            {
                Interlocked.Exchange(ref _taken, entry.Number);
            }
        }

        return isDue || budget.Excess > 0;
    }

    private bool Take(JournalEntry entry, long now)
    {
        switch (entry)
        {
            case SampleEntry { Sample: { } sample } when entry.Number > catalog.DeletedThrough(sample.Device):
                return TakeSample(sample, entry.Number, now);
            case EventEntry { Event: { } deviceEvent } when entry.Number > catalog.DeletedThrough(deviceEvent.Device):
                return TakeEvent(deviceEvent, entry.Number, now);
            case DeletionEntry { Device: { } device } when entry.Number > catalog.DeletedThrough(device):
                budget.Add(-catalog.Delete(device, entry.Number));
                return true;
            case ClockEntry clock:
                Correct(clock, now);
                return false;
            default:
                return false;
        }
    }

    private bool TakeSample(Sample sample, long entry, long now)
    {
        bool isDue = false;
        long bytes = 0;
        long milliseconds = UnixTime.Floor(sample.Time);
        foreach ((string metric, MetricValue value) in sample.Metrics)
        {
            SeriesState state = catalog.GetOrAdd(sample.Device, metric);
            var reading = new LooseReading(
                milliseconds, value.Number ?? 0, ReadingFlags.Of(value.Kind, sample.Quality), value.Text, entry);
            lock (state.Lock)
            {
                if (entry > state.Row.Flushed)
                {
                    bytes += state.Head.Add(reading, now);
                    isDue |= state.Head.Writable >= DueReadings;
                }
            }
        }

        budget.Add(bytes);
        return isDue;
    }

    private bool TakeEvent(DeviceEvent deviceEvent, long entry, long now)
    {
        EventState state = catalog.GetOrAddEvents(deviceEvent.Device);
        DeviceEvent stored = deviceEvent with { Time = UnixTime.ToTime(UnixTime.Floor(deviceEvent.Time)) };
        lock (state.Lock)
        {
            if (entry > state.Row.Flushed)
            {
                budget.Add(state.Head.Add(stored, entry, now));
            }

            return state.Head.Writable >= DueEvents;
        }
    }

    private void Correct(ClockEntry clock, long now)
    {
        long bytes = 0;
        long offset = (long)clock.Offset.TotalMilliseconds;
        foreach (SeriesState state in catalog.Series)
        {
            lock (state.Lock)
            {
                bytes += state.Head.Correct(clock.From, offset, clock.Number, now);
            }
        }

        budget.Add(bytes);
    }
}
