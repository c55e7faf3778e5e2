using static PiHub.Notifications.Tests.Samples;

namespace PiHub.Notifications.Tests;

public sealed class NotificationCenterTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task Raise_ThenRestart_IsKeptWithWhatBecameOfIt()
    {
        await using (NotificationCenter center = Center(_folder.Path))
        {
            await center.StartAsync(CancellationToken.None);
            center.Raise(Told());
            center.Raise(Told("other"));
            center.Resolve("plugin_failed", "other");
            NotificationEntry tally = await UntilAsync(center, entry => entry.Notification.Subject == "other" && entry.ResolvedAt is not null)
                .ContinueWith(_ => center.List().Single(entry => entry.Notification.Subject == "tally"), TaskScheduler.Default);
            Assert.NotNull((await center.DismissAsync(tally.Id, CancellationToken.None))?.DismissedAt);
        }

        await using NotificationCenter again = Center(_folder.Path);
        Assert.NotNull(again.List().Single(entry => entry.Notification.Subject == "tally").DismissedAt);
        Assert.NotNull(again.List().Single(entry => entry.Notification.Subject == "other").ResolvedAt);
        Assert.Equal(Told(), again.FindGoingOn("plugin_failed", "tally")?.Notification);
        Assert.Null(again.FindGoingOn("plugin_failed", "other"));
    }

    [Fact]
    public async Task DismissAll_ThenRestore_TellsWhichAndUndoes()
    {
        await using NotificationCenter center = Center(_folder.Path);
        center.Raise(Told());
        center.Raise(Told("other"));
        await center.StartAsync(CancellationToken.None);

        IReadOnlyList<long> ids = await center.DismissAllAsync(CancellationToken.None);

        Assert.Equal(2, ids.Count);
        Assert.DoesNotContain(center.List(), entry => entry.IsOpen);
        Assert.True((await center.RestoreAsync(ids[0], CancellationToken.None))?.IsOpen);
        Assert.Null(await center.RestoreAsync(4711, CancellationToken.None));
    }

    [Fact]
    public async Task Raise_MoreThanFits_IsCountedAndNeverWaits()
    {
        await using NotificationCenter center = Center(_folder.Path);
        for (int i = 0; i < 1_030; i++)
        {
            center.Raise(Told($"plugin-{i}"));
        }

        Assert.Equal(6, center.Rejected);
        await center.StartAsync(CancellationToken.None);
        await center.DismissAllAsync(CancellationToken.None);
        Assert.Equal(500, center.List().Count);
    }

    [Fact]
    public async Task Announced_NewRepeatedAndWorse_OnlyWhatIsNews()
    {
        await using NotificationCenter center = Center(_folder.Path);
        var announced = new List<NotificationSeverity>();
        center.Announced += entry => announced.Add(entry.Notification.Severity);
        center.Raise(Told());
        center.Raise(Told());
        center.Raise(Told(severity: NotificationSeverity.Error));
        await center.StartAsync(CancellationToken.None);
        await center.DismissAllAsync(CancellationToken.None);

        Assert.Equal([NotificationSeverity.Warning, NotificationSeverity.Error], announced);
    }

    public void Dispose() => _folder.Dispose();

    private static async Task<NotificationEntry> UntilAsync(NotificationCenter center, Func<NotificationEntry, bool> isIt)
    {
        var found = new TaskCompletionSource<NotificationEntry>(TaskCreationOptions.RunContinuationsAsynchronously);
        void Look(NotificationEntry? changed)
        {
            if (center.List().FirstOrDefault(isIt) is { } entry)
            {
                found.TrySetResult(entry);
            }
        }

        center.Changed += Look;
        Look(changed: null);
        return await found.Task.WaitAsync(Patience);
    }
}
