using System.Net;
using PiHub.EndToEnd.Hub;

namespace PiHub.Chaos.Plugins;

/// <summary>Calls a route again and again, and remembers what went wrong and how long the slowest answer took.</summary>
internal sealed class RouteCaller(HubProcess hub, string path)
{
    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(10);

    /// <summary>Answers that were not 200, with their status; read when it does not run.</summary>
    public List<string> Failures { get; } = [];

    /// <summary>Answers that were 200.</summary>
    public int Served { get; private set; }

    /// <summary>The longest time that a caller had to wait.</summary>
    public TimeSpan Slowest { get; private set; }

    public async Task RunAsync(CancellationToken stopping)
    {
        using PeriodicTimer timer = new(Period);
        while (!stopping.IsCancellationRequested)
        {
            long began = TimeProvider.System.GetTimestamp();
            using HttpResponseMessage response = await hub.Http.GetAsync(path, CancellationToken.None);
            TimeSpan took = TimeProvider.System.GetElapsedTime(began);
            Slowest = took > Slowest ? took : Slowest;
            if (response.StatusCode == HttpStatusCode.OK)
            {
                Served++;
            }
            else
            {
                Failures.Add($"{path}: {(int)response.StatusCode} {await response.Content.ReadAsStringAsync(CancellationToken.None)}");
            }

            await timer.WaitForNextTickAsync(CancellationToken.None);
        }
    }
}
