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
    public static async Task<BrokerProcess> StartAsync(string dataFolder, CancellationToken cancellationToken)
    {
        string program = Path.Combine(FindArtifacts(), "pihub", "pihub");
        string folder = Directory.CreateDirectory(Path.Combine(dataFolder, $"hub-{Guid.NewGuid():N}")).FullName;
        TaskCompletionSource<int> ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Process process = new()
        {
            StartInfo = new ProcessStartInfo(program, ["run", "--demo", "--data", folder, "--http", "0", "--mqtt", "0"])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            },
        };
        process.OutputDataReceived += (_, line) => ReadLine(line.Data, ready);
        long started = Stopwatch.GetTimestamp();
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine(); // Its log is of no use here, but must not block it.
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

    /// <summary>The folder that <c>./build.sh build</c> fills.</summary>
    /// <exception cref="BrokerException">It did not.</exception>
    public static string FindArtifacts()
    {
        for (string? folder = AppContext.BaseDirectory; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            string artifacts = Path.Combine(folder, "artifacts");
            if (File.Exists(Path.Combine(artifacts, "pihub", "pihub")))
            {
                return artifacts;
            }
        }

        throw new BrokerException("artifacts/pihub/pihub is missing: ./build.sh build");
    }

    [GeneratedRegex(@"^ready http=\d+ mqtt=(\d+) in \d+ ms$")]
    private static partial Regex ReadyLine();
}
