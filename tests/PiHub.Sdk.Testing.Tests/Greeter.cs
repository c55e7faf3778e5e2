using System.Text;
using Microsoft.Extensions.Hosting;
using PiHub.Sdk.Bus;

namespace PiHub.Sdk.Testing.Tests;

/// <summary>Says hello each minute, and answers what the house says.</summary>
internal sealed class Greeter(IBus bus, TimeProvider time) : BackgroundService
{
    public List<string> Heard { get; } = [];

    public bool HasEnded { get; private set; }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await using IAsyncDisposable house = bus.Subscribe("house/+", (message, _) =>
        {
            Heard.Add($"{Encoding.UTF8.GetString(message.Payload.Span)}{(message.Retain ? " (kept)" : "")}");
            return ValueTask.CompletedTask;
        });
        try
        {
            using var timer = new PeriodicTimer(TimeSpan.FromMinutes(1), time);
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                await bus.PublishAsync(new BusMessage { Topic = "pihub/sample/hello", Payload = "hello"u8.ToArray() }, stoppingToken);
            }
        }
        finally
        {
            HasEnded = true;
        }
    }
}
