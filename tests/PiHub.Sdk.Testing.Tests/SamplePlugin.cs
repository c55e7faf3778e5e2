using System.Globalization;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using PiHub.Sdk.Events;
using PiHub.Sdk.Pages;
using PiHub.Sdk.Plugins;
using PiHub.Sdk.Readings;
using PiHub.Sdk.Settings;

namespace PiHub.Sdk.Testing.Tests;

/// <summary>A plugin with one of everything.</summary>
public sealed class SamplePlugin : IPlugin
{
    public void Configure(IPluginBuilder plugin) => plugin
        .AddSampleHandler<Counter>("pihub/+/state")
        .AddDriver<ThermometerDriver>("thermometer")
        .AddSimulatedPort<Thermometer>("thermometer")
        .AddSettings<SampleSettings>()
        .AddDatabase([new() { Name = "0001 notes", Sql = "CREATE TABLE notes (text TEXT NOT NULL) STRICT" }])
        .AddJob<NoteJob>("note", TimeSpan.FromHours(1))
        .AddJob<NoteJob>("note-at-five", "0 5 * * * ?")
        .AddBackgroundService<Greeter>()
        .AddJson(SampleJson.Default)
        .MapApi(routes =>
        {
            routes.MapGet("/count", (Counter counter) => TypedResults.Text(counter.Count.ToString(CultureInfo.InvariantCulture)));
            routes.MapGet("/throw", (HttpContext _) => throw new InvalidOperationException("a secret inside"));
            routes.MapGet("/fetch", async (IHttpClientFactory http, string address) =>
                TypedResults.Text(await http.CreateClient("any").GetStringAsync(new Uri(address))));
        })
        .AddPage(new PluginPage { Id = "sample", Title = "Sample", Elements = [] });

    /// <summary>Counts samples up to the limit of the settings; throws at those of the device <c>bad</c>.</summary>
    internal sealed class Counter : ISampleHandler
    {
        private readonly IEventStream _events;
        private int _limit;

        public Counter(ISettings<SampleSettings> settings, IEventStream events, ILogger<Counter> logger)
        {
            _events = events;
            _limit = settings.Current.Limit;
            settings.OnChange(changed => _limit = changed.Limit);
#pragma warning disable CA1848, CA1873 // One line of a test.
            logger.LogInformation("Counting to {Limit}.", _limit);
#pragma warning restore CA1848, CA1873
        }

        public int Count { get; private set; }

        public ValueTask HandleAsync(Sample sample, CancellationToken cancellationToken)
        {
            if (sample.Device == "bad")
            {
                throw new InvalidOperationException("The counter refuses this device.");
            }

            Count = Math.Min(Count + 1, _limit);
            _events.Publish(Count, SampleJson.Default.Int32);
            return ValueTask.CompletedTask;
        }
    }
}

[JsonSerializable(typeof(SampleSettings))]
[JsonSerializable(typeof(int))]
internal sealed partial class SampleJson : JsonSerializerContext;
