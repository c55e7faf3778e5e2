namespace PiHub.Sdk.Testing;

/// <summary>What a plugin finds when a test starts it. All of it is optional.</summary>
/// <remarks>Since 0.2.</remarks>
public sealed class PluginTestSetup
{
    internal PluginTestSetup()
    {
    }

    /// <summary>The folder of <c>plugin.json</c>; null: the folder of the plugin's assembly, where the build puts it.</summary>
    public string? Folder { get; set; }

    /// <summary>The plugin's own folder for its database and files, kept after the test, to start again on the same data; null: a temporary
    /// one.</summary>
    public string? DataFolder { get; set; }

    /// <summary>The clock; give one of your own to set its start or to share it.</summary>
    public ManualTimeProvider Time { get; set; } = new();

    internal object? Settings { get; private set; }

    internal Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>>? Responder { get; private set; }

    internal Dictionary<string, Func<IAsyncDisposable>> Ports { get; } = new(StringComparer.Ordinal);

    /// <summary>Gives the settings that the owner has made.</summary>
    /// <typeparam name="TSettings">The class declared with <c>AddSettings</c>.</typeparam>
    /// <param name="settings">The settings.</param>
    /// <returns>This setup.</returns>
    public PluginTestSetup WithSettings<TSettings>(TSettings settings)
        where TSettings : class, new()
    {
        Settings = settings;
        return this;
    }

    /// <summary>Answers the plugin's requests to other hosts. Without it they fail; hosts that the manifest does not grant always do.</summary>
    /// <param name="respond">Makes the answer.</param>
    /// <returns>This setup.</returns>
    public PluginTestSetup WithHttp(Func<HttpRequestMessage, HttpResponseMessage> respond) =>
        WithHttp((request, _) => Task.FromResult(respond(request)));

    /// <summary>Answers the plugin's requests to other hosts, slowly if you like.</summary>
    /// <param name="respond">Makes the answer.</param>
    /// <returns>This setup.</returns>
    public PluginTestSetup WithHttp(Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>> respond)
    {
        Responder = respond;
        return this;
    }

    /// <summary>Offers a hardware port; it wins over a simulated port of the plugin that has the same name.</summary>
    /// <param name="name">The name that drivers open, e.g. <c>spi:0.0</c> or <c>simulated:meter</c>.</param>
    /// <param name="open">Makes the port, at each opening; it implements a port interface such as <c>ISpiPort</c>.</param>
    /// <returns>This setup.</returns>
    public PluginTestSetup WithPort(string name, Func<IAsyncDisposable> open)
    {
        Ports[name] = open;
        return this;
    }
}
