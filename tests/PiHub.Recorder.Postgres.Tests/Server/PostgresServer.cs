using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace PiHub.Recorder.Postgres.Tests.Server;

/// <summary>Debian's PostgreSQL with a cluster of its own in a temporary folder, on a free port. Without sync to disk: nobody cuts its
/// power.</summary>
public sealed class PostgresServer : IAsyncLifetime
{
    public const string Password = "s3cr3t-of-the-tests";
    private const string Programs = "/usr/lib/postgresql";
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);
    private static int LastSchema;

    private readonly string _folder = Path.Combine(Path.GetTempPath(), $"pihub-postgres-{Guid.NewGuid():N}");
    private Process? _process;

    public int Port { get; private set; }

    private string ClusterFolder => Path.Combine(_folder, "data");

    public async Task InitializeAsync()
    {
        Directory.CreateDirectory(_folder);
        string passwordFile = Path.Combine(_folder, "password");
        await File.WriteAllTextAsync(passwordFile, Password);
        if (Environment.IsPrivilegedProcess)
        {
            await RunAsync("chown", ["-R", "postgres", _folder]);
        }

        string[] login = ["--username=pihub", "--auth=scram-sha-256", $"--pwfile={passwordFile}"];
        await RunAsync(Program("initdb"), [.. login, "--encoding=UTF8", "--no-sync", "-D", ClusterFolder], isServer: true);
        Port = FindFreePort();
        await StartAsync();
        await ExecuteAsync("create database pihub", "postgres");
    }

    public async Task DisposeAsync()
    {
        await StopAsync();
        Directory.Delete(_folder, recursive: true);
    }

    public async Task StartAsync()
    {
        string[] settings = ["fsync=off", "listen_addresses=127.0.0.1", $"unix_socket_directories={_folder}", "max_connections=40"];
        ProcessStartInfo start = AsServer(
            Program("postgres"),
            ["-D", ClusterFolder, "-p", Port.ToString(CultureInfo.InvariantCulture), .. settings.SelectMany(setting => new[] { "-c", setting })]);
        start.RedirectStandardError = true;
        _process = Process.Start(start) ?? throw new InvalidOperationException("PostgreSQL did not start.");
        _process.ErrorDataReceived += (_, _) => { };
        _process.BeginErrorReadLine();
        long started = Stopwatch.GetTimestamp();
        while (!await AnswersAsync())
        {
            Assert.False(_process.HasExited || Stopwatch.GetElapsedTime(started) > Deadline, "PostgreSQL did not start.");
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System);
        }
    }

    /// <summary>Stops it at once: sessions are cut, nothing is tidied up.</summary>
    public async Task StopAsync()
    {
        NpgsqlConnection.ClearAllPools();
        if (_process is { HasExited: false } process)
        {
            await RunAsync("kill", ["-QUIT", process.Id.ToString(CultureInfo.InvariantCulture)]);
            await process.WaitForExitAsync();
        }

        _process?.Dispose();
        _process = null;
    }

    /// <summary>Options for a schema that no other test has.</summary>
    public PostgresOptions NewSchema() => new()
    {
        Host = "127.0.0.1", Port = Port, Password = Password, Schema = $"hub_{Interlocked.Increment(ref LastSchema)}",
        LockTimeout = TimeSpan.FromSeconds(1),
    };

    public async Task<NpgsqlConnection> ConnectAsync(string database = "pihub")
    {
        var connection = new NpgsqlConnection(
            $"Host=127.0.0.1;Port={Port};Username=pihub;Password={Password};Database={database};Pooling=false;Timeout=5");
        await connection.OpenAsync();
        return connection;
    }

    public async Task<object?> ExecuteAsync(string statement, string database = "pihub")
    {
        await using NpgsqlConnection connection = await ConnectAsync(database);
        await using var command = new NpgsqlCommand(statement, connection);
        return await command.ExecuteScalarAsync();
    }

    /// <summary>Ends the sessions of all hubs.</summary>
    public Task CutAsync() => ExecuteAsync(
        "select count(pg_terminate_backend(pid)) from pg_stat_activity where application_name = 'pihub' and pid <> pg_backend_pid()");

    private async Task<bool> AnswersAsync()
    {
        try
        {
            await ExecuteAsync("select 1", "postgres");
            return true;
        }
        catch (NpgsqlException)
        {
            return false;
        }
    }

    private static string Program(string name) => Directory.Exists(Programs)
        && Directory.GetDirectories(Programs).Select(folder => Path.Combine(folder, "bin", name)).Where(File.Exists).Max() is { } path
            ? path
            : throw new InvalidOperationException("PostgreSQL's server is missing: sudo apt-get install postgresql");

    // PostgreSQL refuses to run as root; Debian has a user for it.
    private static ProcessStartInfo AsServer(string program, string[] arguments) => Environment.IsPrivilegedProcess
        ? new ProcessStartInfo("setpriv", ["--reuid=postgres", "--regid=postgres", "--clear-groups", program, .. arguments])
        : new ProcessStartInfo(program, arguments);

    private static async Task RunAsync(string program, string[] arguments, bool isServer = false)
    {
        ProcessStartInfo start = isServer ? AsServer(program, arguments) : new ProcessStartInfo(program, arguments);
        (start.RedirectStandardError, start.RedirectStandardOutput) = (true, true);
        using Process process = Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start.");
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        string errors = await process.StandardError.ReadToEndAsync();
        await output;
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, $"{program} failed: {errors}");
    }

    private static int FindFreePort()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
