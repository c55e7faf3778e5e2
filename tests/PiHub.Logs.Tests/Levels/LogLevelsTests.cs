using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using PiHub.Logs.Levels;
using PiHub.Sqlite;

namespace PiHub.Logs.Tests.Levels;

public sealed class LogLevelsTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("pihub-levels-").FullName;
    private readonly HandTime _time = new();

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Set_ChangesLoggersThatAreThereAlready_AndIsKept()
    {
        await using (ServiceProvider services = await StartAsync())
        {
            ILogger logger = services.GetRequiredService<ILoggerFactory>().CreateLogger("PiHub.Mqtt.Sessions");
            Assert.False(logger.IsEnabled(LogLevel.Debug));
            services.GetRequiredService<LogLevels>().Set([new LogLevelRule("PiHub.Mqtt", LogLevel.Debug, Until: null)], "anna");
            Assert.True(logger.IsEnabled(LogLevel.Debug));
        }

        await using ServiceProvider again = await StartAsync();
        Assert.True(again.GetRequiredService<ILoggerFactory>().CreateLogger("PiHub.Mqtt.Sessions").IsEnabled(LogLevel.Debug));
        Assert.False(again.GetRequiredService<ILoggerFactory>().CreateLogger("PiHub.Api").IsEnabled(LogLevel.Debug));
    }

    [Fact]
    public async Task RuleForATime_EndsByItself_AlsoInTheDatabase()
    {
        await using (ServiceProvider services = await StartAsync())
        {
            LogLevels levels = services.GetRequiredService<LogLevels>();
            levels.Set([new LogLevelRule("", LogLevel.Debug, _time.GetUtcNow().AddMinutes(15))], "anna");
            ILogger logger = services.GetRequiredService<ILoggerFactory>().CreateLogger("PiHub.Api");
            Assert.True(logger.IsEnabled(LogLevel.Debug));

            _time.Advance(TimeSpan.FromMinutes(15));

            Assert.False(logger.IsEnabled(LogLevel.Debug));
            Assert.Empty(levels.Rules);
        }

        await using ServiceProvider again = await StartAsync();
        Assert.Empty(again.GetRequiredService<LogLevels>().Rules);
    }

    [Fact]
    public async Task BuiltInRules_AreTold()
    {
        await using ServiceProvider services = await StartAsync();
        Assert.Equal(
            [("", LogLevel.Information), ("Microsoft", LogLevel.Warning)],
            services.GetRequiredService<LogLevels>().BuiltIn.Select(rule => (rule.Category, rule.Level)));
    }

    [Theory]
    [InlineData("Microsoft.AspNetCore", LogLevel.Trace)]
    [InlineData("microsoft.aspnetcore.Authentication", LogLevel.Trace)]
    [InlineData("Microsoft.AspNetCore.Server.Kestrel", LogLevel.Debug)]
    [InlineData("Microsoft.AspNetCore.Server.Kestrel.BadRequests", LogLevel.Information)]
    [InlineData("System.Net.Http.HttpClient", LogLevel.Trace)]
    [InlineData("Micro*", LogLevel.Debug)]
    [InlineData("", LogLevel.Trace)]
    public async Task Set_WhatMightShowASecretOrDrownTheLog_IsRefused(string category, LogLevel level)
    {
        await using ServiceProvider services = await StartAsync();
        LogLevels levels = services.GetRequiredService<LogLevels>();
        Assert.Throws<ArgumentException>(() => levels.Set([new LogLevelRule(category, level, Until: null)], "anna"));
        Assert.Empty(levels.Rules);
    }

    [Fact]
    public async Task Set_ShorterCategoryThanAFloors_LeavesTheFloor()
    {
        await using ServiceProvider services = await StartAsync();
        services.GetRequiredService<LogLevels>().Set([new LogLevelRule("Microsoft", LogLevel.Trace, Until: null), new LogLevelRule("S", LogLevel.Trace, Until: null)], "anna");
        ILoggerFactory loggers = services.GetRequiredService<ILoggerFactory>();

        Assert.True(loggers.CreateLogger("Microsoft.Extensions.Hosting").IsEnabled(LogLevel.Trace));
        Assert.False(loggers.CreateLogger("Microsoft.AspNetCore.Hosting").IsEnabled(LogLevel.Trace));
        Assert.False(loggers.CreateLogger("Microsoft.AspNetCore.Server.Kestrel.BadRequests").IsEnabled(LogLevel.Information));
        Assert.False(loggers.CreateLogger("System.Net.Http.HttpClient").IsEnabled(LogLevel.Trace));
    }

    [Fact]
    public async Task Check_TwoRulesForOneCategoryAndAnEndInThePast_SaysBoth()
    {
        await using ServiceProvider services = await StartAsync();
        var past = new LogLevelRule("PiHub", LogLevel.Debug, _time.GetUtcNow());
        Assert.Equal(2, services.GetRequiredService<LogLevels>().Check([past, new LogLevelRule("pihub", LogLevel.Error, Until: null)]).Count);
    }

    private async Task<ServiceProvider> StartAsync()
    {
        var services = new ServiceCollection();
        services.AddSingleton<TimeProvider>(_time);
        services.AddSingleton(new SqliteDatabase(Path.Combine(_folder, "hub.db")));
        services.AddLogging(log => log.SetMinimumLevel(LogLevel.Information).AddFilter("Microsoft", LogLevel.Warning));
        services.AddPiHubLogs(new ConfigurationBuilder().Build(), Path.Combine(_folder, "logs"));
        ServiceProvider provider = services.BuildServiceProvider();
        foreach (IHostedService service in provider.GetServices<IHostedService>())
        {
            await service.StartAsync(CancellationToken.None);
        }

        return provider;
    }

    /// <summary>A clock that stands until it is moved; its timers fire then.</summary>
    private sealed class HandTime : TimeProvider
    {
        private readonly List<HandTimer> _timers = [];
        private DateTimeOffset _now = new(2026, 3, 8, 12, 0, 0, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => _now;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            var timer = new HandTimer(this, () => callback(state));
            timer.Change(dueTime, period);
            _timers.Add(timer);
            return timer;
        }

        public void Advance(TimeSpan by)
        {
            _now += by;
            foreach (HandTimer timer in _timers.ToArray())
            {
                timer.FireIfDue(_now);
            }
        }

        private sealed class HandTimer(HandTime time, Action fire) : ITimer
        {
            private DateTimeOffset? _due;

            public bool Change(TimeSpan dueTime, TimeSpan period)
            {
                _due = dueTime < TimeSpan.Zero ? null : time._now + dueTime;
                return true;
            }

            public void FireIfDue(DateTimeOffset now)
            {
                if (_due <= now)
                {
                    _due = null;
                    fire();
                }
            }

            public void Dispose() => _due = null;

            public ValueTask DisposeAsync()
            {
                _due = null;
                return ValueTask.CompletedTask;
            }
        }
    }
}
