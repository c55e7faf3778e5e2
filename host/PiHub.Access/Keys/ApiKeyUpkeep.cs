using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace PiHub.Access.Keys;

/// <summary>Writes when keys were used last: once a minute, and when the hub stops.</summary>
internal sealed class ApiKeyUpkeep(ApiKeyStore keys, TimeProvider time, ILogger<ApiKeyUpkeep> logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    /// <inheritdoc/>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        Write();
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var pause = new PeriodicTimer(Pause, time);
        try
        {
            while (await pause.WaitForNextTickAsync(stoppingToken))
            {
                Write();
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The hub stops.
        }
    }

    private void Write()
    {
        try
        {
            keys.WriteUses();
        }
        catch (SqliteException exception)
        {
            Log.UsesNotKept(logger, exception.Message);
        }
    }
}
