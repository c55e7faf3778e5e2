using System.Collections.Concurrent;
using PiHub.Settings.Live;

namespace PiHub.Settings.Tests.Live;

public sealed class LiveSettingsTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Callbacks_AreCalledOneAtATime_AndTheLastChangeIsAlwaysTold()
    {
        await using var live = new LiveSettings<string>(SettingsBench.Owner, "0", new ErrorLog());
        var told = new ConcurrentQueue<string>();
        var done = new TaskCompletionSource();
        int calling = 0;
        for (int listener = 0; listener < 3; listener++)
        {
            bool isLast = listener == 2;
            live.OnChange(value =>
            {
                Assert.Equal(1, Interlocked.Increment(ref calling));
                told.Enqueue(value);
                Assert.Equal(0, Interlocked.Decrement(ref calling));
                if (isLast && value == "500")
                {
                    done.SetResult();
                }
            });
        }

        for (int change = 1; change <= 500; change++)
        {
            live.Publish($"{change}");
            Assert.Equal($"{change}", live.Current);
        }

        await done.Task.WaitAsync(Patience);
        Assert.Equal(0, calling);
        Assert.Equal(3 * (500 - live.Replaced), told.Count);
    }

    [Fact]
    public async Task CallbackThatThrows_IsLogged_AndTheOthersAreCalled()
    {
        using var log = new ErrorLog();
        await using var live = new LiveSettings<string>(SettingsBench.Owner, "0", log);
        var called = new TaskCompletionSource<string>();
        live.OnChange(_ => throw new InvalidOperationException("no"));
        live.OnChange(called.SetResult);

        live.Publish("1");

        Assert.Equal("1", await called.Task.WaitAsync(Patience));
        Assert.Contains("Plugin house", Assert.Single(log.Errors), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Callback_OfADisposedSubscription_IsNotCalled()
    {
        await using var live = new LiveSettings<string>(SettingsBench.Owner, "0", new ErrorLog());
        var called = new TaskCompletionSource();
        bool isCalled = false;
        live.OnChange(_ => isCalled = true).Dispose();
        live.OnChange(_ => called.SetResult());

        live.Publish("1");

        await called.Task.WaitAsync(Patience);
        Assert.False(isCalled);
    }

    [Fact]
    public async Task Callbacks_EndWithThePlugin()
    {
        var live = new LiveSettings<string>(SettingsBench.Owner, "0", new ErrorLog());
        bool isCalled = false;
        live.OnChange(_ => isCalled = true);

        await live.DisposeAsync();
        live.Publish("1");

        Assert.False(isCalled);
    }
}
