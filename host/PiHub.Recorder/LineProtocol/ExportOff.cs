using Microsoft.Extensions.Hosting;
using PiHub.Recorder.Replay;

namespace PiHub.Recorder.LineProtocol;

/// <summary>Stands in when no server is configured; sees to it that the sample log keeps nothing for an export of earlier.</summary>
internal sealed class ExportOff(ISampleLog log, TimeProvider time) : ILineProtocolExport, IHostedService, IDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private Task _removal = Task.CompletedTask;

    public LineProtocolStatus Status { get; } = new() { State = LineProtocolState.Off, Since = time.GetUtcNow() };

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _removal = RemoveCursorAsync();
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync();
        await _removal;
    }

    public void Dispose() => _stopping.Dispose();

    private async Task RemoveCursorAsync()
    {
        try
        {
            IReadOnlyList<SampleCursor> cursors = await log.CursorsAsync(LineProtocolExport.CursorName, _stopping.Token);
            if (cursors.Count > 0)
            {
                await log.RemoveCursorsAsync([LineProtocolExport.CursorName], _stopping.Token);
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or ObjectDisposedException)
        {
            // Stopped first: at the next start, then.
        }
    }
}
