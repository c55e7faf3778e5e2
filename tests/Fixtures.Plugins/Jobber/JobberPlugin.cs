using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using PiHub.Sdk.Jobs;
using PiHub.Sdk.Plugins;

namespace PiHub.Fixtures.Jobber;

public sealed class JobberPlugin : IPlugin
{
    public void Configure(IPluginBuilder plugin) => plugin
        .AddJob<CountJob>("count", TimeSpan.FromSeconds(2))
        .AddJob<SlowJob>("slow", "0 5 * * * ?", MisfirePolicy.Skip)
        .AddJob<FailingJob>("failing", "0 30 2 * * ?")
        .AddJob<ReportJob>("report", "0 0 8,12 ? * MON-FRI")
        .AddJson(JobberJson.Default)
        .MapApi(routes => routes.MapGet("/count", (Counter counter) => TypedResults.Ok(new Count(counter.Runs, counter.Disposed))));
}
