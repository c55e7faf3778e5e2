using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using PiHub.Sdk.Plugins;
using PiHub.Sdk.Storage;

namespace PiHub.Fixtures.Tally;

public sealed class TallyPlugin : IPlugin
{
    private const string Schema = "CREATE TABLE sample(number INTEGER PRIMARY KEY, times INTEGER NOT NULL) STRICT";

    public void Configure(IPluginBuilder plugin) => plugin
        .AddDatabase([new DatabaseMigration { Name = "0001 sample", Sql = Schema }])
        .AddSampleHandler<Samples>("pihub/tally/state")
        .AddJson(TallyJson.Default)
        .MapApi(routes => routes.MapGet("/sum", (Samples samples) => TypedResults.Ok(samples.Sum())));
}
