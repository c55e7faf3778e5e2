using System.Globalization;

namespace PiHub.Recorder.Journal;

/// <summary>A file of the journal. Its length grows by the writer alone; everything else is safe from any thread.</summary>
internal sealed class JournalSegment(string path, long first)
{
    private const string Extension = ".journal";
    private const int PlaceEvery = 64 * 1_024;

    private readonly Lock _lock = new();

    // Guarded by _lock: some places, ascending, so that nobody reads the whole file for a page of its middle.
    private readonly List<JournalPlace> _places = [];
    private long _length;
    private long _newest;

    public string Path => path;

    /// <summary>The number of its first entry, by its name.</summary>
    public long First => first;

    /// <summary>How many samples were committed before it, ever.</summary>
    public long SamplesBefore { get; set; }

    /// <summary>Drawn for it; null when its first record is damaged.</summary>
    public ulong? Salt { get; init; }

    /// <summary>How much of it is valid, bytes.</summary>
    public long Length
    {
        get => Interlocked.Read(ref _length);
        set => Interlocked.Exchange(ref _length, value);
    }

    /// <summary>When its newest entry was committed, at the latest, ms since 1970 UTC.</summary>
    public long Newest
    {
        get => Interlocked.Read(ref _newest);
        set => Interlocked.Exchange(ref _newest, value);
    }

    /// <summary>When its first record was written, ms since 1970 UTC.</summary>
    public long Begun { get; init; }

    public static string PathOf(string folder, long first) =>
        System.IO.Path.Combine(folder, first.ToString("x16", CultureInfo.InvariantCulture) + Extension);

    /// <summary>The first number in a file's name; null when it is not a segment's name.</summary>
    public static long? FirstOf(string path)
    {
        string name = System.IO.Path.GetFileNameWithoutExtension(path);
        return path.EndsWith(Extension, StringComparison.Ordinal)
            && name.Length == 16
            && long.TryParse(name, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out long first)
            && first > 0
            ? first
            : null;
    }

    /// <summary>Remembers where a record begins.</summary>
    public void Note(JournalPlace place)
    {
        lock (_lock)
        {
            if (place.Offset >= (_places.Count == 0 ? 0 : _places[^1].Offset) + PlaceEvery)
            {
                _places.Add(place);
            }
        }
    }

    /// <summary>The last known place from which on a number is found; null: the beginning.</summary>
    public JournalPlace? PlaceOfNumber(long number) => Find(place => place.Number <= number);

    /// <summary>The last known place from which on the sample after so many is found; null: the beginning.</summary>
    public JournalPlace? PlaceOfSample(long samples) => Find(place => place.Samples <= samples);

    private JournalPlace? Find(Predicate<JournalPlace> isBefore)
    {
        lock (_lock)
        {
            int index = _places.FindLastIndex(isBefore);
            return index < 0 ? null : _places[index];
        }
    }
}
