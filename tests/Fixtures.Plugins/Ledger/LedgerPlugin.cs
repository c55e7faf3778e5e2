using System.Data.Common;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using PiHub.Sdk.Plugins;
using PiHub.Sdk.Storage;

namespace PiHub.Fixtures.Ledger;

public sealed class LedgerPlugin : IPlugin
{
    private const string Table = "CREATE TABLE booking(device TEXT, number REAL, times INTEGER NOT NULL, PRIMARY KEY(device, number))";

    public void Configure(IPluginBuilder plugin) => plugin
        .AddDatabase([new DatabaseMigration { Name = "0001 booking", Sql = Table }])
        .AddSampleHandler<SampleBooking>("pihub/+/state")
        .AddJson(LedgerJson.Default)
        .MapApi(Map);

    private static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/balance", (IPluginDatabase database) =>
        {
            using DbConnection connection = database.Open();
            using DbCommand count = connection.CreateCommand();
            count.CommandText = "SELECT count(*), coalesce(sum(times), 0) FROM booking";
            using DbDataReader rows = count.ExecuteReader();
            rows.Read();
            return TypedResults.Ok(new Balance(rows.GetInt64(0), rows.GetInt64(1)));
        });
        routes.MapPost("/forget", (IPluginDatabase database) =>
        {
            // Two that are never disposed: one is still held, one is in the middle of reading.
            Forgotten.Connection = database.Open();
            DbCommand read = database.Open().CreateCommand();
            read.CommandText = "SELECT * FROM sqlite_schema";
            read.ExecuteReader().Read();
            return TypedResults.NoContent();
        });
    }
}
