using Microsoft.Extensions.Logging.Abstractions;
using PiHub.PluginHost.Lifecycle;
using PiHub.PluginHost.Loading;

namespace PiHub.PluginHost.Tests.Loading;

public sealed class UnloadWatchTests
{
    private readonly UnloadWatch _watch = new(TimeSpan.FromSeconds(30), NullLogger.Instance);
    private readonly object _context = new();

    [Fact]
    public void WhatStays_IsReportedAfterTheGrace_AndCausesNoMoreCollections()
    {
        var former = new FormerVersion("a", "1.0.0", new WeakReference(_context), isAbandoned: false, DateTimeOffset.UnixEpoch);
        _watch.Add(former);
        for (int look = 0; look < 4; look++)
        {
            _watch.Look(DateTimeOffset.UnixEpoch.AddSeconds(look));
        }

        Assert.False(former.IsStillLoaded);
        _watch.Look(DateTimeOffset.UnixEpoch.AddSeconds(30));
        Assert.True(former.IsStillLoaded);
        Assert.False(_watch.IsCollecting);
        GC.KeepAlive(_context);
    }

    [Fact]
    public void WhatHangs_IsKnownAtOnce()
    {
        var former = new FormerVersion("a", "1.0.0", new WeakReference(_context), isAbandoned: true, DateTimeOffset.UnixEpoch);
        Assert.True(former.IsStillLoaded);
        GC.KeepAlive(_context);
    }
}
