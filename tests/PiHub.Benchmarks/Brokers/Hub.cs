using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace PiHub.Benchmarks.Brokers;

/// <summary>The hub as it was built into the artifacts folder.</summary>
internal static partial class Hub
{
    public const string Name = "PiHub";
    private static readonly TimeSpan ReadyDeadline = TimeSpan.FromSeconds(60);

    /// <summary>Starts it in demo mode on free ports with an empty data folder.</summary>
    /// <exception cref="BrokerException">It is not built or did not become ready.</exception>
    public static async Task<BrokerProcess> StartAsync(CancellationToken cancellationToken)
    {
        string program = FindProgram();
        string folder = Directory.CreateTempSubdirectory("pihub-bench-").FullName;
        TaskCompletionSource<int> ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Process process = new()
        {
            StartInfo = new ProcessStartInfo(program, ["run", "--demo", "--data", folder, "--http", "0", "--mqtt", "0"])
            {
                RedirectStandardOutput = true,
            },
        };
        process.OutputDataReceived += (_, line) => ReadLine(line.Data, ready);
        long started = Stopwatch.GetTimestamp();
        process.Start();
        process.BeginOutputReadLine();
        try
        {
            int port = await ready.Task.WaitAsync(ReadyDeadline, TimeProvider.System, cancellationToken);
            return new BrokerProcess(Name, process, folder, port, Stopwatch.GetElapsedTime(started));
        }
        catch (Exception exception) when (exception is TimeoutException or BrokerException or OperationCanceledException)
        {
            await BrokerProcess.StopAsync(process, folder);
            throw new BrokerException($"The hub did not become ready: {exception.Message}");
        }
    }

    // Null is the end of the output.
    private static void ReadLine(string? line, TaskCompletionSource<int> ready)
    {
        if (line is null)
        {
            ready.TrySetException(new BrokerException("it ended before its ready line."));
        }
        else if (ReadyLine().Match(line) is { Success: true } match)
        {
            ready.TrySetResult(int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture));
        }
    }

    private static string FindProgram()
    {
        for (string? folder = AppContext.BaseDirectory; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            string program = Path.Combine(folder, "artifacts", "pihub", "pihub");
            if (File.Exists(program))
            {
                return program;
            }
        }

        throw new BrokerException("artifacts/pihub/pihub is missing: ./build.sh build");
    }

    [GeneratedRegex(@"^ready http=\d+ mqtt=(\d+) in \d+ ms$")]
    private static partial Regex ReadyLine();
}
