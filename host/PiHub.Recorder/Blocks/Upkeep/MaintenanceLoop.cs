using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using PiHub.Recorder.Blocks.Index;

namespace PiHub.Recorder.Blocks.Upkeep;

/// <summary>Writes heads into blocks, removes what was deleted and frees space: in small steps, so that rollups and deletions come in
/// between. Whatever fails is tried again; the heads keep what they have.</summary>
internal sealed class MaintenanceLoop : IAsyncDisposable
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan CompactionPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan FirstBackOff = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan LongestBackOff = TimeSpan.FromSeconds(5);

    private readonly MaintenanceSteps _steps;
    private readonly Ledger _ledger;
    private readonly BlockIndex _index;
    private readonly TroubleGuard _guard;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _stopping = new();

    // One wake-up is as good as many: a second one is dropped.
    private readonly Channel<bool> _wakes = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    private readonly ITimer _timer;
    private readonly Task _loop;
    private string? _trouble;

    /// <summary>Starts it.</summary>
    public MaintenanceLoop(
        MaintenanceSteps steps, Ledger ledger, BlockIndex index, TroubleGuard guard, TimeProvider time, ILogger logger)
    {
        (_steps, _ledger, _index, _guard, _time, _logger) = (steps, ledger, index, guard, time, logger);
        _timer = time.CreateTimer(_ => Wake(), null, LookEvery, LookEvery);
        _loop = Task.Run(RunAsync);
        Wake();
    }

    /// <summary>Cause, place and remedy while nothing can be written into blocks; null while all is well.</summary>
    public string? Trouble => Volatile.Read(ref _trouble);

    /// <summary>Looks for work soon.</summary>
    public void Wake() => _wakes.Writer.TryWrite(true);

    /// <summary>Writes all heads now.</summary>
    public async Task FlushAsync(CancellationToken cancellationToken)
    {
        while (await StepAsync(() => Work(everything: true), cancellationToken))
        {
        }
    }

    /// <summary>Frees what can be freed now.</summary>
    public async Task CompactAsync(CancellationToken cancellationToken)
    {
        while (await StepAsync(() => _steps.Remover.RemoveGone() || _steps.Compactor.Step(), cancellationToken))
        {
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _loop;
        await _timer.DisposeAsync();
        _steps.Compactor.Dispose();
        _stopping.Dispose();
    }

    private async Task RunAsync()
    {
        TimeSpan backOff = FirstBackOff;
        while (!_stopping.IsCancellationRequested)
        {
            try
            {
                await _wakes.Reader.ReadAsync(_stopping.Token);
                await WorkOffAsync();
                backOff = FirstBackOff;
                SetTrouble(null);
            }
            catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
            {
                return;
            }
#pragma warning disable CA1031 // The loop is a boundary: were it to end, heads would fill and nothing would be acknowledged any more.
            catch (Exception exception)
#pragma warning restore CA1031
            {
                SetTrouble(_guard.Describe(exception) ?? Stumbled(exception));
                await WaitAsync(backOff);
                backOff = backOff * 2 < LongestBackOff ? backOff * 2 : LongestBackOff;
                Wake();
            }
        }
    }

    private async Task WorkOffAsync()
    {
        while (await StepAsync(() => Work(everything: false), _stopping.Token))
        {
        }

        while (await StepAsync(_steps.Remover.RemoveGone, _stopping.Token))
        {
        }

        // Copying goes slowly, and gives way to writing.
        while (await StepAsync(_steps.Compactor.Step, _stopping.Token))
        {
            await WaitAsync(CompactionPause);
            await StepAsync(() => Work(everything: false), _stopping.Token);
        }
    }

    private bool Work(bool everything)
    {
        _steps.Remover.RemoveDamaged();
        _steps.Remover.ApplyDeletions();
        bool worked = _steps.Flusher.Step(everything);
        _ledger.LookAtNeeded();
        return worked;
    }

    private async Task<bool> StepAsync(Func<bool> step, CancellationToken cancellationToken)
    {
        await _ledger.Gate.WaitAsync(cancellationToken);
        try
        {
            return step();
        }
        catch
        {
            _index.DropWriter();
            throw;
        }
        finally
        {
            _ledger.Gate.Release();
        }
    }

    private string Stumbled(Exception exception)
    {
        _logger.BlocksStumble(exception);
        return $"an error in the program, which is tried again: {exception.Message} Start the hub again, or install another version.";
    }

    private async Task WaitAsync(TimeSpan duration)
    {
        try
        {
            await Task.Delay(duration, _time, _stopping.Token);
        }
        catch (OperationCanceledException)
        {
            // Stopping.
        }
    }

    private void SetTrouble(string? trouble)
    {
        string? before = Interlocked.Exchange(ref _trouble, trouble);
        if (trouble is not null && before is null)
        {
            _logger.BlocksFail(trouble);
        }
        else if (trouble is null && before is not null)
        {
            _logger.BlocksWorkAgain();
        }
    }
}
