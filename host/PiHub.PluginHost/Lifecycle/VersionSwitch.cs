using Microsoft.Extensions.Logging;
using PiHub.PluginHost.Loading;
using PiHub.PluginHost.State;

namespace PiHub.PluginHost.Lifecycle;

/// <summary>Lets one version of a plugin take over from another, and brings the former one back when that fails.</summary>
internal sealed class VersionSwitch(PluginRunner runner, PluginTable table, TimeProvider time, ILogger<PluginRegistry> logger)
{
    /// <summary>Changes the version of a plugin that is switched on. Afterwards the new one runs, or the former one, or it is
    /// quarantined because neither starts.</summary>
    /// <param name="slot">The plugin.</param>
    /// <param name="to">The version that takes over.</param>
    /// <param name="obstacle">Why it cannot; null when nothing is known against it.</param>
    public async Task RunAsync(PluginSlot slot, PluginFolder to, string? obstacle)
    {
        PluginFolder from = slot.Folder;
        WriteIntent(slot, to);
        slot.Phase = $"loading {to.Name}";
        string? failure = obstacle;
        PluginLaunch? next = null;
        if (failure is null)
        {
            (next, failure) = runner.Prepare(slot, to);
        }

        if (next is not null)
        {
            failure = await runner.LoadAsync(slot, next); // beside the former version, which works on
        }

        string? second = null;
        if (failure is null && next is not null)
        {
            slot.Handover = new RequestHandover(time); // new requests wait from here on
            try
            {
                await runner.StopAsync(slot); // requests in flight finish on the former version
                failure = await RunNextAsync(slot, next, from);
                second = failure is null ? null : await BringBackAsync(slot, from);
            }
            finally
            {
                slot.Handover.End(); // they go on, whichever version runs now
                slot.Handover = null;
                await runner.SettleAsync(slot);
            }
        }
        else if (slot.Running is null)
        {
            second = await runner.StartAsync(slot, from); // at a start of the hub it does not run yet
        }

        WriteOutcome(slot, from, to, failure, second);
    }

    /// <summary>Ends a change that an end of the hub interrupted: the former version goes on, with its data.</summary>
    public async Task RecoverAsync(PluginSlot slot)
    {
        if (slot.Record is not { ChangingTo: { } to, Chosen: { } from })
        {
            return;
        }

        string? trouble = slot.Folder.Name == from ? await runner.RollBackDataAsync(slot, slot.Folder) : null;
        bool isBack = slot.Folder.Name == from;
        string reason = "the hub ended in the midst of it" + (trouble is null ? "" : $"; {trouble}");
        Save(slot, slot.Record with
        {
            Chosen = slot.Folder.Name,
            ChangingTo = null,
            LastChange = new PluginChange(
                from, to, isBack ? ChangeOutcome.RolledBack : ChangeOutcome.Upgraded, isBack ? reason : null, time.GetUtcNow()),
        });
        Log.ChangeRecovered(logger, slot.Id, from, to);
    }

    // To a lower version the data goes back too: it cannot read what a higher one made of them. So it does to another content of the same
    // version, of which nobody knows which one is the older: only one that was left before has something to go back to.
    private async Task<string?> RunNextAsync(PluginSlot slot, PluginLaunch next, PluginFolder from)
    {
        string? trouble = next.Version.Version.CompareTo(from.Version) <= 0 ? await runner.RollBackDataAsync(slot, next.Version) : null;
        if (trouble is null)
        {
            return await runner.RunAsync(slot, next);
        }

        await runner.AbandonAsync(slot, next);
        return trouble;
    }

    private async Task<string?> BringBackAsync(PluginSlot slot, PluginFolder from)
    {
        string? trouble = await runner.RollBackDataAsync(slot, from);
        string? failure = await runner.StartAsync(slot, from);
        return failure is null || trouble is null ? failure : $"{trouble}; {failure}";
    }

    private void WriteIntent(PluginSlot slot, PluginFolder to)
    {
        Log.ChangeBegun(logger, slot.Id, slot.Folder.Name, to.Name);
        Save(slot, slot.Record with { Chosen = slot.Folder.Name, ChangingTo = to.Name });
    }

    private void WriteOutcome(PluginSlot slot, PluginFolder from, PluginFolder to, string? failure, string? second)
    {
        ChangeOutcome outcome = failure is null ? ChangeOutcome.Upgraded : second is null ? ChangeOutcome.RolledBack : ChangeOutcome.Failed;
        string? reason = second is null ? failure : $"{to.Name}: {failure}; {from.Name}, which was to go on: {second}";
        PluginRecord record = slot.Record with
        {
            ChangingTo = null,
            Pending = slot.Record.Pending == to.Name ? null : slot.Record.Pending,
            Quarantine = second is null ? slot.Record.Quarantine : reason,
            LastChange = new PluginChange(from.Name, to.Name, outcome, reason, time.GetUtcNow()),
        };
        if (failure is null)
        {
            record = record with { Chosen = to.Name, Previous = from.Name };
            Log.ChangeDone(logger, slot.Id, from.Name, to.Name);
        }
        else
        {
            Log.ChangeFailed(logger, slot.Id, from.Name, to.Name, reason ?? "");
        }

        Save(slot, record);
        if (second is not null)
        {
            slot.Move(PluginState.Quarantined, reason);
        }

        slot.Phase = null;
    }

    private void Save(PluginSlot slot, PluginRecord record)
    {
        table.Save(record);
        slot.Record = record;
    }
}
