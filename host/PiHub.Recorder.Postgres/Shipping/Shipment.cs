using Npgsql;
using PiHub.Recorder.Postgres.Connecting;
using PiHub.Recorder.Postgres.Tables;
using PiHub.Recorder.Series;
using PiHub.Sdk.Readings;

namespace PiHub.Recorder.Postgres.Shipping;

/// <summary>Readings on their way to the server, column by column; the last one of a series and time wins. Used again and again.</summary>
internal sealed class Shipment
{
    private const string Insert = """
        insert into reading (series_id, time, number, flags, text, entry)
        select * from unnest($1::int4[], $2::timestamptz[], $3::float8[], $4::int2[], $5::text[], $6::int8[])
        on conflict (series_id, time) do update
        set number = excluded.number, flags = excluded.flags, text = excluded.text, entry = excluded.entry
        """;

    private readonly Dictionary<(int Series, long Time), int> _rows = [];
    private readonly List<int> _series = [];
    private readonly List<DateTime> _times = [];
    private readonly List<double> _numbers = [];
    private readonly List<short> _flags = [];
    private readonly List<string?> _texts = [];
    private readonly List<long?> _entries = [];

    public int Count => _series.Count;

    public void Add(int series, long time, MetricValue value, ReadingQuality quality, long entry)
    {
        double number = value.Number ?? 0;
        short flags = ReadingFlags.Of(value.Kind, quality).Bits;
        string? text = value.Text is { } given ? StoredText.Of(given) : null;
        long? estimatedBy = quality == ReadingQuality.TimeEstimated ? entry : null;
        if (_rows.TryGetValue((series, time), out int row))
        {
            (_numbers[row], _flags[row], _texts[row], _entries[row]) = (number, flags, text, estimatedBy);
            return;
        }

        _rows.Add((series, time), _series.Count);
        _series.Add(series);
        _times.Add(StoredTime.Of(time));
        _numbers.Add(number);
        _flags.Add(flags);
        _texts.Add(text);
        _entries.Add(estimatedBy);
    }

    public async Task SendAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        if (Count > 0)
        {
            await connection.Command(Insert, _series, _times, _numbers, _flags, _texts, _entries).RunAsync(cancellationToken);
        }

        Clear();
    }

    public void Clear()
    {
        _rows.Clear();
        _series.Clear();
        _times.Clear();
        _numbers.Clear();
        _flags.Clear();
        _texts.Clear();
        _entries.Clear();
    }
}
