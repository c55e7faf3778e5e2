namespace PiHub.PluginHost.Tests.Agreement;

/// <summary>The probe plugin, wherever it runs.</summary>
internal interface IProbe : IAsyncDisposable
{
    /// <summary>Asks routes by <c>/api/probe/…</c>.</summary>
    HttpClient Http { get; }

    /// <summary>How often the plugin's log has an error.</summary>
    int Errors { get; }

    /// <summary>Records a sample of a device.</summary>
    Task AppendAsync(string device, int minute);
}
