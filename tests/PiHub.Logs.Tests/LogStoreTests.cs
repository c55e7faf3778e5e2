using Microsoft.Extensions.Logging;

namespace PiHub.Logs.Tests;

public sealed class LogStoreTests : IDisposable
{
    private const string Plugin = "garden";
    private static readonly LogQuery All = new() { Limit = int.MaxValue };
    private static readonly LogQuery OfPlugin = All with { Plugin = Plugin };

    private readonly LogStore _store = new(TimeProvider.System);
    private readonly ILoggerFactory _hub;

    public LogStoreTests() => _hub = LoggerFactory.Create(log => log.AddProvider(new LogStoreProvider(_store)).SetMinimumLevel(LogLevel.Information));

    public void Dispose() => _hub.Dispose();

    [Fact]
    public void PluginsLine_IsKeptForThePluginAndForTheHub()
    {
        ILogger logger = LoggerOf(Plugin);

        Say(logger, LogLevel.Warning, "Dry since 3 h");
        Say(logger, LogLevel.Debug, "below the hub's level");

        LogLine line = Assert.Single(_store.Lines(OfPlugin));
        Assert.Equal(
            (LogLevel.Warning, "Pump", "Dry since 3 h", Plugin), (line.Level, line.Category, line.Message, line.Plugin));
        Assert.Equal(line, Assert.Single(_store.Lines(All)));
        Assert.Empty(_store.Lines(All with { Plugin = "cellar" }));
        Assert.True(_store.Knows(Plugin));
    }

    [Fact]
    public void LongLines_TakeTheRoomOfMany()
    {
        ILogger logger = LoggerOf(Plugin);
        for (int i = 0; i < LogStore.PluginLines; i++)
        {
            Say(logger, LogLevel.Warning, new string('x', 4_000));
        }

        Assert.InRange(_store.Lines(OfPlugin).Sum(line => line.Message.Length), 200_000, 250_000);
    }

    [Fact]
    public void HubsLineAboutAPlugin_BelongsToItsLogToo_ButNotWhatAnotherPluginSays()
    {
        Say(_hub.CreateLogger("PiHub.PluginHost.PluginRegistry"), LogLevel.Error, "Plugin garden failed to start", plugin: Plugin);
        ILogger other = _hub.CreateLogger(LogCategory.Of("cellar", "PiHub.Fake"));
        Say(other, LogLevel.Error, "Plugin garden is bad", plugin: Plugin);

        Assert.Equal("Plugin garden failed to start", Assert.Single(_store.Lines(OfPlugin)).Message);
    }

    [Fact]
    public void LineWithAOneTimeCode_IsNotKeptAndToldToNobody()
    {
        int told = 0;
        _store.LineAdded += _ => told++;
        ILogger hub = _hub.CreateLogger("PiHub.Access.Setup.SetupCode");

        hub.Log<IReadOnlyList<KeyValuePair<string, object?>>>(LogLevel.Error, default, [new("OneTimeCode", "2345")], null, (_, _) => "Setup code: 2345");
        hub.Log<IReadOnlyList<KeyValuePair<string, object?>>>(LogLevel.Error, default, [new("Code", 5)], null, (_, _) => "kept");

        Assert.Equal("kept", Assert.Single(_store.Lines(All)).Message);
        Assert.Equal(1, told);
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

        Say(LoggerOf(Plugin), LogLevel.Error, "Broken", thrown);

        Assert.Equal("System.InvalidOperationException: outer\nSystem.IO.IOException: inner", Assert.Single(_store.Lines(OfPlugin)).Exception);
    }

    [Fact]
    public void Lines_BeyondTheBound_DropTheOldest()
    {
        ILogger logger = LoggerOf(Plugin);
        for (int i = 1; i <= LogStore.HubLines + 1; i++)
        {
            Say(logger, LogLevel.Information, $"Line {i}");
        }

        IReadOnlyList<LogLine> lines = _store.Lines(OfPlugin);
        Assert.Equal(LogStore.PluginLines, lines.Count);
        Assert.Equal($"Line {LogStore.HubLines + 1}", lines[0].Message);
        Assert.Equal(LogStore.HubLines, _store.Lines(All).Count);
    }

    [Fact]
    public void Query_FiltersByLevelTextCategoryAndNumber()
    {
        ILogger logger = LoggerOf(Plugin);
        Say(logger, LogLevel.Information, "one");
        Say(logger, LogLevel.Warning, "two");
        Say(logger, LogLevel.Error, "Three");

        Assert.Equal(["Three", "two"], Messages(All with { Level = LogLevel.Warning }));
        Assert.Equal(["Three"], Messages(All with { Text = "three" }));
        Assert.Equal(["Three"], Messages(All with { Limit = 1 }));
        Assert.Equal(["two", "one"], Messages(All with { Before = _store.Lines(OfPlugin)[0].Id }));
        Assert.Equal(3, Messages(All with { Category = "pUmP" }).Count());
        Assert.Empty(Messages(All with { Category = "three" }));
    }

    [Fact]
    public void Line_IsToldToListeners()
    {
        var told = new List<(string?, string)>();
        _store.LineAdded += line => told.Add((line.Plugin, line.Message));

        Say(LoggerOf(Plugin), LogLevel.Information, "one");

        Assert.Equal((Plugin, "one"), Assert.Single(told));
    }

    // Without the generated methods, so that a test can name a plugin or not.
    private static void Say(ILogger logger, LogLevel level, string message, Exception? exception = null, string? plugin = null)
    {
        KeyValuePair<string, object?>[] values = plugin is null ? [] : [new("Plugin", plugin)];
        logger.Log<IReadOnlyList<KeyValuePair<string, object?>>>(level, default, values, exception, (_, _) => message);
    }

    private ILogger LoggerOf(string plugin) => _hub.CreateLogger(LogCategory.Of(plugin, "Pump"));

    private IEnumerable<string> Messages(LogQuery query) => _store.Lines(query with { Plugin = Plugin }).Select(line => line.Message);
}
