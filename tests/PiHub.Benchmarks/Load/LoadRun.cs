using System.Diagnostics;
using PiHub.Benchmarks.Brokers;
using PiHub.Benchmarks.Wire;

namespace PiHub.Benchmarks.Load;

/// <summary>One scenario on one broker, once.</summary>
internal sealed class LoadRun(Scenario scenario, int round, int port, int messageCount)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    /// <summary>Messages that went all the way, a second.</summary>
    /// <exception cref="BrokerException">The broker refused, closed a connection, or did not deliver everything in five minutes.</exception>
    public async Task<double> MeasurePerSecondAsync(CancellationToken cancellationToken)
    {
        using CancellationTokenSource deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(Patience);
        try
        {
            return await MeasureAsync(deadline.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new BrokerException($"'{scenario.Name}' on port {port} did not deliver {messageCount} messages in {Patience.TotalMinutes} minutes.");
        }
    }

    private async Task<double> MeasureAsync(CancellationToken cancellationToken)
    {
        int perPublisherCount = messageCount / Scenario.PublisherCount;
        List<Publisher> publishers = [];
        using MqttConnection receiving = await MqttConnection.OpenAsync(port, "bench-subscriber", cancellationToken);
        try
        {
            for (int number = 0; number < Scenario.PublisherCount; number++)
            {
                publishers.Add(await Publisher.OpenAsync(scenario, round, number, perPublisherCount, port, cancellationToken));
            }

            Task received = Task.CompletedTask;
            if (scenario.HasSubscriber)
            {
                await receiving.SubscribeAsync("bench/#", scenario.QualityOfService, cancellationToken);
                received = new Subscriber(receiving, publishers).TakeAsync(perPublisherCount * Scenario.PublisherCount, cancellationToken);
            }

            long started = Stopwatch.GetTimestamp();
            await Task.WhenAll([received, .. publishers.Select(publisher => publisher.RunAsync(cancellationToken))]);
            return perPublisherCount * Scenario.PublisherCount / Stopwatch.GetElapsedTime(started).TotalSeconds;
        }
        finally
        {
            publishers.ForEach(publisher => publisher.Dispose());
        }
    }
}
