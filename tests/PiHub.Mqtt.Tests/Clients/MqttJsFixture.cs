namespace PiHub.Mqtt.Tests.Clients;

/// <summary>Installs MQTT.js once, from its lock file, beside the test's binaries.</summary>
public sealed class MqttJsFixture : IAsyncLifetime
{
    private static readonly string[] Files = ["package.json", "package-lock.json", "client.mjs"];

    /// <summary>The script to run.</summary>
    internal string Script => Path.Combine(Folder, "client.mjs");

    private static string Source => Path.Combine(AppContext.BaseDirectory, "Clients", "mqttjs");

    private static string Folder => Path.Combine(AppContext.BaseDirectory, "mqttjs-installed");

    /// <inheritdoc/>
    public async Task InitializeAsync()
    {
        Directory.CreateDirectory(Folder);
        string stamp = Path.Combine(Folder, "installed");
        string wanted = await File.ReadAllTextAsync(Path.Combine(Source, "package-lock.json"));
        bool isInstalled = File.Exists(stamp) && await File.ReadAllTextAsync(stamp) == wanted;
        foreach (string file in Files)
        {
            File.Copy(Path.Combine(Source, file), Path.Combine(Folder, file), overwrite: true);
        }

        if (!isInstalled)
        {
            using ForeignProgram npm = ForeignProgram.Start("npm", "npm", "ci", "--prefix", Folder, "--no-audit", "--no-fund");
            await npm.ExpectSuccessAsync(TimeSpan.FromMinutes(3));
            await File.WriteAllTextAsync(stamp, wanted);
        }
    }

    /// <inheritdoc/>
    public Task DisposeAsync() => Task.CompletedTask;
}
