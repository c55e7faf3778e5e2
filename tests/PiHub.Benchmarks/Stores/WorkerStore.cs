using System.Diagnostics;

namespace PiHub.Benchmarks.Stores;

/// <summary>A store that is a library: this program runs it in a child process, see <see cref="StoreWorker"/>.</summary>
internal sealed class WorkerStore(string name, string kind) : IStore
{
    public string Name => name;

    public string? Missing => null;

    public async Task<(StoreProcess Process, IStoreClient Client)> StartAsync(string folder, CancellationToken cancellationToken)
    {
        Process process = new()
        {
            StartInfo = new ProcessStartInfo(Environment.ProcessPath ?? "dotnet", [.. Prefix(), StoreWorker.Command, kind, folder])
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
            },
        };
        process.Start();
        var client = new WorkerClient(process);
        await client.ReadAnswerAsync(cancellationToken);
        return (new StoreProcess(process, endsWithInput: true), client);
    }

    // Started as `dotnet PiHub.Benchmarks.dll` the program is dotnet; started by its own name it is not.
    private static string[] Prefix() =>
        Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? [typeof(WorkerStore).Assembly.Location] : [];
}
