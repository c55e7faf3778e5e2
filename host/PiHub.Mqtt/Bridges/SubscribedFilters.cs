using Microsoft.Extensions.Logging;

namespace PiHub.Mqtt.Bridges;

/// <summary>Remembers in a file what a bridge's session at the remote broker is subscribed to, which outlives this process.</summary>
/// <remarks>One filter a line. One caller at a time. A file that cannot be used is logged; the bridge works without it.</remarks>
internal sealed class SubscribedFilters(string path, string bridge, ILogger logger)
{
    private HashSet<string> _filters = [];

    /// <summary>What the file has.</summary>
    public IReadOnlyCollection<string> Filters => _filters;

    /// <summary>Reads what an earlier process left.</summary>
    public IReadOnlyCollection<string> Load()
    {
        Try(() => _filters = File.Exists(path) ? [.. File.ReadAllLines(path).Where(line => line.Length > 0)] : []);
        return _filters;
    }

    /// <summary>Before the remote broker is told.</summary>
    public void Set(IEnumerable<string> filters)
    {
        HashSet<string> wanted = [.. filters];
        if (wanted.SetEquals(_filters))
        {
            return;
        }

        _filters = wanted;
        Try(() =>
        {
            File.WriteAllLines(path + ".new", wanted.Order(StringComparer.Ordinal));
            File.Move(path + ".new", path, overwrite: true);
        });
    }

    private void Try(Action use)
    {
        try
        {
            use();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Log.BridgeFiltersNotKept(logger, path, bridge, exception.Message);
        }
    }
}
