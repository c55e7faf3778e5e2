using System.Text.Json;
using Dapper;
using Microsoft.Data.Sqlite;
using PiHub.Api.Setup;
using PiHub.Devices;
using PiHub.PluginHost;
using PiHub.Sdk.Plugins;
using PiHub.Sqlite;

namespace PiHub.Host.Composition;

/// <summary>In demo mode, adds the devices that the packages' manifests suggest, unless the owner did not want them; the driver of a plugin
/// that is late comes to them later.</summary>
internal sealed class DemoDevices : IDemoDevices
{
    private static readonly string[] Migrations = ["CREATE TABLE demo_choice(are_wanted INTEGER NOT NULL) STRICT"];
    private readonly PluginRegistry _plugins;
    private readonly DeviceRegistry _devices;
    private readonly SqliteDatabase _database;

    public DemoDevices(PluginRegistry plugins, DeviceRegistry devices, SqliteDatabase database)
    {
        (_plugins, _devices, _database) = (plugins, devices, database);
        database.Migrate("demo", Migrations);
    }

    /// <summary>Adds them at the start, when they are wanted.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        using SqliteConnection connection = _database.Open();
        if (connection.QuerySingleOrDefault<bool?>("SELECT are_wanted FROM demo_choice") ?? true)
        {
            await AddAsync(cancellationToken);
        }
    }

    public async Task SetAsync(bool areWanted, CancellationToken cancellationToken)
    {
        using (SqliteConnection connection = _database.Open())
        {
            connection.Execute("DELETE FROM demo_choice; INSERT INTO demo_choice VALUES(@areWanted)", new { areWanted });
        }

        if (areWanted)
        {
            await AddAsync(cancellationToken);
            return;
        }

        foreach (DemoDevice demo in Suggested())
        {
            await _devices.RemoveAsync(demo.Id);
        }
    }

    private async Task AddAsync(CancellationToken cancellationToken)
    {
        foreach (DemoDevice demo in Suggested())
        {
            JsonElement? settings = demo.Settings.ValueKind == JsonValueKind.Object ? demo.Settings : null;

            // One that is there already stays as its owner left it.
            await _devices.AddAsync(demo.Id, demo.Driver, demo.Name, area: null, settings, cancellationToken);
        }
    }

    private IEnumerable<DemoDevice> Suggested() => _plugins.List()
        .Where(plugin => plugin is { IsEnabled: true, State: PluginState.Running or PluginState.Degraded or PluginState.Starting or PluginState.Waiting })
        .SelectMany(plugin => plugin.Manifest?.DemoDevices ?? []);
}
