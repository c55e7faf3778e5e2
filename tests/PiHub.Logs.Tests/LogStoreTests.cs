using Microsoft.Extensions.Logging;
using PiHub.PluginHost.Capabilities;
using PiHub.PluginHost.Logs;

namespace PiHub.PluginHost.Tests.Logs;

public sealed class LogStoreTests : IDisposable
{
    private const string Plugin = "garden";
    private static readonly LogQuery All = new() { Limit = int.MaxValue };

    private readonly LogStore _store = new(TimeProvider.System);
    private readonly ILoggerFactory _hub;

    public LogStoreTests() => _hub = LoggerFactory.Create(log => log.AddProvider(new LogStoreProvider(_store)).SetMinimumLevel(LogLevel.Information));

    public void Dispose() => _hub.Dispose();

    [Fact]
    public void PluginsLine_IsKeptForThePluginAndForTheHub()
    {
        ILogger logger = new PluginLoggers(_hub, _store, Plugin).CreateLogger("Pump");

        Say(logger, LogLevel.Warning, "Dry since 3 h");
        Say(logger, LogLevel.Debug, "below the hub's level");

        LogLine line = Assert.Single(_store.Lines(Plugin, All));
        Assert.Equal((LogLevel.Warning, "Pump", "Dry since 3 h", null), (line.Level, line.Category, line.Message, line.Exception));
        Assert.Equal("garden: Pump", Assert.Single(_store.Lines(All)).Category);
        Assert.Empty(_store.Lines("cellar", All));
    }

    [Fact]
    public void LongLines_TakeTheRoomOfMany()
    {
        ILogger logger = new PluginLoggers(_hub, _store, Plugin).CreateLogger("Pump");
        for (int i = 0; i < LogStore.PluginLines; i++)
        {
            Say(logger, LogLevel.Warning, new string('x', 4_000));
        }

        Assert.InRange(_store.Lines(Plugin, All).Sum(line => line.Message.Length), 200_000, 250_000);
    }

    [Fact]
    public void HubsLineAboutAPlugin_BelongsToItsLogToo_ButNotWhatAnotherPluginSays()
    {
        Say(_hub.CreateLogger("PiHub.PluginHost.PluginRegistry"), LogLevel.Error, "Plugin garden failed to start", plugin: Plugin);
        ILogger other = new PluginLoggers(_hub, _store, "cellar").CreateLogger("PiHub.Fake");
        Say(other, LogLevel.Error, "Plugin garden is bad", plugin: Plugin);

        Assert.Equal("Plugin garden failed to start", Assert.Single(_store.Lines(Plugin, All)).Message);
    }

    [Fact]
    public void Exception_IsKeptAsTypesAndMessages_WithoutStacks()
    {
        Exception thrown;
        try
        {
            throw new InvalidOperationException("outer", new IOException("inner"));
        }
        catch (InvalidOperationException exception)
        {
            thrown = exception;
        }

        Say(new PluginLoggers(_hub, _store, Plugin).CreateLogger("Pump"), LogLevel.Error, "Broken", thrown);

        Assert.Equal(
            "System.InvalidOperationException: outer\nSystem.IO.IOException: inner", Assert.Single(_store.Lines(Plugin, All)).Exception);
    }

    [Fact]
    public void Lines_BeyondTheBound_DropTheOldest()
    {
        ILogger logger = new PluginLoggers(_hub, _store, Plugin).CreateLogger("Pump");
        for (int i = 1; i <= LogStore.HubLines + 1; i++)
        {
            Say(logger, LogLevel.Information, $"Line {i}");
        }

        IReadOnlyList<LogLine> lines = _store.Lines(Plugin, All);
        Assert.Equal(LogStore.PluginLines, lines.Count);
        Assert.Equal($"Line {LogStore.HubLines + 1}", lines[0].Message);
        Assert.Equal(LogStore.HubLines, _store.Lines(All).Count);
    }

    [Fact]
    public void Query_FiltersByLevelTextAndNumber()
    {
        ILogger logger = new PluginLoggers(_hub, _store, Plugin).CreateLogger("Pump");
        Say(logger, LogLevel.Information, "one");
        Say(logger, LogLevel.Warning, "two");
        Say(logger, LogLevel.Error, "Three");

        Assert.Equal(["Three", "two"], Messages(All with { Level = LogLevel.Warning }));
        Assert.Equal(["Three"], Messages(All with { Text = "three" }));
        Assert.Equal(["Three"], Messages(All with { Limit = 1 }));
        Assert.Equal(["two", "one"], Messages(All with { Before = _store.Lines(Plugin, All)[0].Id }));
    }

    [Fact]
    public void Line_IsToldToListeners()
    {
        var told = new List<(string, string)>();
        _store.PluginLineAdded += (plugin, line) => told.Add((plugin, line.Message));

        Say(new PluginLoggers(_hub, _store, Plugin).CreateLogger("Pump"), LogLevel.Information, "one");

        Assert.Equal((Plugin, "one"), Assert.Single(told));
    }

    // Without the generated methods, so that a test can name a plugin or not.
    private static void Say(ILogger logger, LogLevel level, string message, Exception? exception = null, string? plugin = null)
    {
        KeyValuePair<string, object?>[] values = plugin is null ? [] : [new("Plugin", plugin)];
        logger.Log<IReadOnlyList<KeyValuePair<string, object?>>>(level, default, values, exception, (_, _) => message);
    }

    private IEnumerable<string> Messages(LogQuery query) => _store.Lines(Plugin, query).Select(line => line.Message);
}
