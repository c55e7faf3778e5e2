using PiHub.Recorder.Engine;
using PiHub.Recorder.Postgres.Tests.Server;
using PiHub.Recorder.Tests.Engine;

namespace PiHub.Recorder.Postgres.Tests;

/// <summary>A hub's engine on a real server that a test may harm.</summary>
/// <param name="server">The server.</param>
/// <param name="hub">The engine's schema.</param>
public abstract class PostgresTestBase(PostgresServer server, PostgresHub hub) : EngineConformance(hub)
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    protected PostgresServer Server { get; } = server;

    protected PostgresHub Hub { get; } = hub;

    protected string Schema => Hub.Options.Schema;

    /// <summary>Waits until the engine is in trouble, and tells which.</summary>
    protected async Task<string> TroubleAsync(string part)
    {
        await UntilAsync(() => Task.FromResult(Engine.Status.Trouble?.Contains(part, StringComparison.Ordinal) == true));
        string trouble = Engine.Status.Trouble ?? "";
        Assert.DoesNotContain(PostgresServer.Password, trouble, StringComparison.Ordinal);
        EngineException refused = await Assert.ThrowsAsync<EngineException>(() => ReadAsync());
        Assert.DoesNotContain(PostgresServer.Password, refused.ToString(), StringComparison.Ordinal);
        return trouble;
    }

    /// <summary>Waits until the engine works again and everything is on the server.</summary>
    protected async Task RecoveredAsync() =>
        await UntilAsync(async () =>
        {
            try
            {
                await SettleAsync();
                return Engine.Status.Trouble is null;
            }
            catch (EngineException)
            {
                return false;
            }
        });

    protected static async Task UntilAsync(Func<Task<bool>> condition)
    {
        long started = TimeProvider.System.GetTimestamp();
        while (!await condition())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(started) < Deadline, "It did not happen.");
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System);
        }
    }
}
