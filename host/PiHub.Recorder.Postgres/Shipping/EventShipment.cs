using System.Security.Cryptography;
using System.Text;
using Npgsql;
using PiHub.Recorder.Postgres.Connecting;
using PiHub.Recorder.Postgres.Tables;

namespace PiHub.Recorder.Postgres.Shipping;

/// <summary>Events on their way to the server. A payload is too long for an index: its digest stands for it.</summary>
internal sealed class EventShipment
{
    private const string Insert = """
        insert into event (device, time, type, payload, digest)
        select * from unnest($1::text[], $2::timestamptz[], $3::text[], $4::text[], $5::bytea[])
        on conflict do nothing
        """;

    private readonly List<string> _devices = [];
    private readonly List<DateTime> _times = [];
    private readonly List<string> _types = [];
    private readonly List<string> _payloads = [];
    private readonly List<byte[]> _digests = [];

    public void Add(DeviceEvent one)
    {
        _devices.Add(one.Device);
        _times.Add(StoredTime.Of(one.Time.ToUnixTimeMilliseconds()));
        _types.Add(one.Type);
        _payloads.Add(StoredText.Of(one.Payload));
        _digests.Add(SHA256.HashData(Encoding.UTF8.GetBytes(one.Payload)));
    }

    public async Task SendAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        if (_devices.Count > 0)
        {
            await connection.Command(Insert, _devices, _times, _types, _payloads, _digests).RunAsync(cancellationToken);
        }

        Clear();
    }

    public void Clear()
    {
        _devices.Clear();
        _times.Clear();
        _types.Clear();
        _payloads.Clear();
        _digests.Clear();
    }
}
