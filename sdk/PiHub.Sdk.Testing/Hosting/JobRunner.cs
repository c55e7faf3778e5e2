using Microsoft.Extensions.DependencyInjection;
using PiHub.Sdk.Jobs;

namespace PiHub.Sdk.Testing.Hosting;

/// <summary>Does the plugin's jobs: by hand, and by interval when the test moves the clock.</summary>
internal sealed class JobRunner(IReadOnlyList<DeclaredJob> jobs, IServiceProvider services, HubParts parts)
{
    private readonly DateTimeOffset[] _due = [.. jobs.Select(job => Next(job, parts.Time.GetUtcNow()))];

    public (double Fraction, string? Text) Progress { get; private set; }

    public async Task RunAsync(string id, CancellationToken cancellationToken)
    {
        DeclaredJob job = jobs.FirstOrDefault(job => job.Id == id) ?? throw new ArgumentException(
            $"There is no job '{id}'; there is: {string.Join(", ", jobs.Select(job => job.Id))}.", nameof(id));
        await RunAsync(job, parts.Time.GetUtcNow(), cancellationToken);
    }

    public async Task AdvanceAsync(TimeSpan time)
    {
        DateTimeOffset end = parts.Time.GetUtcNow() + time;
        while (jobs.Count > 0 && _due.Min() is var due && due <= end)
        {
            int next = Array.IndexOf(_due, due);
            _due[next] = Next(jobs[next], due);
            parts.Time.Advance(due - parts.Time.GetUtcNow());
            await RunAsync(jobs[next], due, CancellationToken.None);
        }

        parts.Time.Advance(end - parts.Time.GetUtcNow());
        await parts.Deliveries.SettleAsync();
    }

    private static DateTimeOffset Next(DeclaredJob job, DateTimeOffset from) => job.Interval is { } interval ? from + interval : DateTimeOffset.MaxValue;

    private async Task RunAsync(DeclaredJob job, DateTimeOffset due, CancellationToken cancellationToken)
    {
        await using AsyncServiceScope scope = services.CreateAsyncScope();
        var made = (IPluginJob)ActivatorUtilities.CreateInstance(scope.ServiceProvider, job.Type);
        Progress = (0, null);
        try
        {
            await made.RunAsync(new JobRun(this, due), cancellationToken);
        }
        finally
        {
            if (made is IAsyncDisposable asyncDisposable)
            {
                await asyncDisposable.DisposeAsync();
            }
            else
            {
                (made as IDisposable)?.Dispose();
            }
        }

        await parts.Deliveries.SettleAsync();
    }

    private sealed class JobRun(JobRunner runner, DateTimeOffset due) : IJobRun
    {
        public DateTimeOffset ScheduledTime => due;

        public void Report(double fraction, string? text = null) =>
            runner.Progress = (Math.Clamp(fraction, 0, 1), text ?? runner.Progress.Text);
    }
}
