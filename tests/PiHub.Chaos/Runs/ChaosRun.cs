using PiHub.Chaos.Brokers;
using PiHub.Chaos.Clients;
using PiHub.Chaos.Records;

namespace PiHub.Chaos.Runs;

/// <summary>Load, kill, restart, and again; at the end everything is brought in and held against what was promised.</summary>
internal sealed class ChaosRun
{
    // Together with what was outstanding and one round away, below the 1,000 messages that a session keeps.
    private const int MaximumPerRound = 500;
    private const int FinalCount = 100;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly IBrokerUnderTest _broker;
    private readonly Random _random;
    private readonly List<string> _violations = [];
    private readonly HashSet<SubscribingClient> _away = [];
    private int _acknowledgedCount;
    private int _targetCount;
    private TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public ChaosRun(IBrokerUnderTest broker, Random random)
    {
        (_broker, _random) = (broker, random);
        Workload = new Workload(Acknowledged);
    }

    public Workload Workload { get; }

    /// <summary>How many publishes were acknowledged in all.</summary>
    public int AcknowledgedCount => Volatile.Read(ref _acknowledgedCount);

    /// <summary>Runs it with this many kills.</summary>
    /// <returns>What the broker did that it must not; nothing when all is well.</returns>
    public async Task<IReadOnlyList<string>> RunAsync(int killCount)
    {
        int port = await _broker.StartAsync();
        await Within(Workload.Subscribers.Select(subscriber => (Func<CancellationToken, Task>)(token => subscriber.RunAsync(port, () => true, token))));
        for (int kill = 0; kill < killCount && _violations.Count == 0; kill++)
        {
            await LoadAndKillAsync(port);
            await _broker.StartAsync();
            await CheckRetainedAsync(port);
        }

        await FinishAsync(port);
        await CheckRetainedAsync(port);
        await CheckReadingsAsync();
        _violations.AddRange(Workload.Publishers.SelectMany(publisher => publisher.Violations));
        _violations.AddRange(Workload.Subscribers.SelectMany(subscriber => subscriber.Violations));
        _violations.AddRange(Check());
        return _violations;
    }

    /// <summary>Holds what came against what was promised.</summary>
    public IEnumerable<string> Check() => Workload.Subscribers.SelectMany(
        subscriber => Workload.TopicsOf(subscriber).SelectMany(topic => DeliveryCheck.Check(topic, subscriber.Received)));

    private async Task LoadAndKillAsync(int port)
    {
        foreach (SubscribingClient subscriber in Workload.Roaming)
        {
            // Never away twice in a row: its queue would overflow, as it may.
            _ = (!_away.Remove(subscriber) && _random.Next(2) == 0) && _away.Add(subscriber);
        }

        Task reached = Aim(_random.Next(1, MaximumPerRound));
        Task running = Within(
        [
            .. Workload.Subscribers.Except(_away).Select(subscriber => (Func<CancellationToken, Task>)(token => subscriber.RunAsync(port, () => false, token))),
            .. Workload.Publishers.Select(publisher => (Func<CancellationToken, Task>)(token => publisher.RunAsync(port, () => false, token))),
        ]);
        await Task.WhenAny(reached, running);
        if (!reached.IsCompleted)
        {
            _violations.Add($"The broker went silent after {AcknowledgedCount} acknowledgements.");
        }

        await _broker.KillAsync();
        await running;
    }

    // Publishers first, while all subscribers are away; then these get everything.
    private async Task FinishAsync(int port)
    {
        Task reached = Aim(FinalCount);
        await Within(Workload.Publishers.Select(
            publisher => (Func<CancellationToken, Task>)(token => publisher.RunAsync(port, () => reached.IsCompleted, token))));
        if (!reached.IsCompleted)
        {
            _violations.Add($"The broker acknowledged nothing more after {AcknowledgedCount}.");
        }

        _violations.AddRange(Workload.Publishers.Where(publisher => publisher.OutstandingCount > 0)
            .Select(publisher => $"{publisher.OutstandingCount} publishes were never acknowledged."));
        await Within(Workload.Subscribers.Select(
            subscriber => (Func<CancellationToken, Task>)(token => subscriber.RunAsync(port, () => HasLast(subscriber), token))));
    }

    private bool HasLast(SubscribingClient subscriber) => Workload.TopicsOf(subscriber).All(
        topic => topic.LastSent == 0 || subscriber.Received.Of(topic.Name).Contains(topic.LastSent));

    private async Task CheckRetainedAsync(int port)
    {
        PublishedTopic[] topics = [.. Workload.Topics.Where(topic => topic.IsRetained)];
        string[] expected = [.. topics.Where(topic => topic.LastAcknowledged > 0).Select(topic => topic.Name)];
        IReadOnlyDictionary<string, int> retained = await RetainedProbe.ReadAsync(port, expected);
        _violations.AddRange(topics.Where(topic => expected.Contains(topic.Name)).SelectMany(
            topic => DeliveryCheck.CheckRetained(topic, retained.TryGetValue(topic.Name, out int number) ? number : null)));
    }

    private async Task CheckReadingsAsync()
    {
        foreach ((PublishedTopic topic, int publisher) in Workload.Topics.Where(topic => topic.IsReading).Select((topic, index) => (topic, index)))
        {
            if (await _broker.ReadNumbersAsync(Workload.Device(publisher)) is { } recorded)
            {
                _violations.AddRange(DeliveryCheck.CheckReadings(topic, recorded));
            }
        }
    }

    private Task Aim(int count)
    {
        _reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Volatile.Write(ref _targetCount, AcknowledgedCount + count);
        return _reached.Task;
    }

    private void Acknowledged()
    {
        if (Interlocked.Increment(ref _acknowledgedCount) == Volatile.Read(ref _targetCount))
        {
            _reached.TrySetResult();
        }
    }

    // A client that waits longer is stopped; the checks say what it misses.
    private static async Task Within(IEnumerable<Func<CancellationToken, Task>> clients)
    {
        using CancellationTokenSource patience = new(Patience);
        try
        {
            await Task.WhenAll(clients.Select(run => Task.Run(() => run(patience.Token), patience.Token)));
        }
        catch (OperationCanceledException)
        {
        }
    }
}
