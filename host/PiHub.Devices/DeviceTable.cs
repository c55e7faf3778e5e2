using System.Text;
using System.Text.Json;
using Dapper;
using Microsoft.Data.Sqlite;
using PiHub.Sdk.Devices;
using PiHub.Sqlite;

namespace PiHub.Devices;

/// <summary>The table <c>device</c> of the hub's database.</summary>
internal sealed class DeviceTable
{
    private static readonly string[] Migrations =
    [
        "CREATE TABLE device(id TEXT PRIMARY KEY, name TEXT, area TEXT, driver TEXT, settings TEXT, descriptor TEXT) STRICT",
    ];

    private readonly SqliteDatabase _database;

    public DeviceTable(SqliteDatabase database)
    {
        _database = database;
        database.Migrate("devices", Migrations);
    }

    public IReadOnlyList<DeviceRecord> Load()
    {
        using SqliteConnection connection = _database.Open();
        return [.. connection.Query<Row>("SELECT id, name, area, driver, settings, descriptor FROM device ORDER BY id").Select(Read)];
    }

    public void Save(DeviceRecord device)
    {
        using SqliteConnection connection = _database.Open();
        connection.Execute(
            "INSERT OR REPLACE INTO device VALUES(@Id, @Name, @Area, @Driver, @Settings, @Descriptor)",
            new Row
            {
                Id = device.Id,
                Name = device.Name,
                Area = device.Area,
                Driver = device.Driver,
                Settings = device.Settings?.GetRawText(),
                Descriptor = device.Descriptor is null ? null : Encoding.UTF8.GetString(DescriptorPayload.Write(device.Descriptor)),
            });
    }

    public void Delete(string id)
    {
        using SqliteConnection connection = _database.Open();
        connection.Execute("DELETE FROM device WHERE id=@id", new { id });
    }

    private static DeviceRecord Read(Row row)
    {
        DeviceDescriptor? descriptor = null;
        if (row.Descriptor is not null)
        {
            // A descriptor that an older version wrote and this one refuses is only lost until the device sends it again.
            DescriptorPayload.TryRead(Encoding.UTF8.GetBytes(row.Descriptor), out descriptor, out _);
        }

        return new DeviceRecord
        {
            Id = row.Id,
            Name = row.Name,
            Area = row.Area,
            Driver = row.Driver,
            Settings = row.Settings is null ? null : JsonElement.Parse(row.Settings),
            Descriptor = descriptor,
        };
    }

    private sealed class Row
    {
        public string Id { get; init; } = "";

        public string? Name { get; init; }

        public string? Area { get; init; }

        public string? Driver { get; init; }

        public string? Settings { get; init; }

        public string? Descriptor { get; init; }
    }
}
