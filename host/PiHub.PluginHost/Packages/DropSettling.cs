namespace PiHub.PluginHost.Packages;

/// <summary>Tells when something that is still being copied is whole: it has not changed for a while.</summary>
internal sealed class DropSettling(TimeSpan settleTime, TimeProvider time)
{
    private readonly Dictionary<string, (long Fingerprint, long Since)> _seen = new(StringComparer.Ordinal);

    /// <summary>Looks at what is there now.</summary>
    /// <returns>What has settled; the rest is to be looked at again.</returns>
    public IReadOnlyList<Drop> Look(IReadOnlyList<Drop> drops)
    {
        foreach (string gone in _seen.Keys.Except(drops.Select(drop => drop.Name)).ToArray())
        {
            _seen.Remove(gone);
        }

        var settled = new List<Drop>();
        foreach (Drop drop in drops)
        {
            if (!_seen.TryGetValue(drop.Name, out var before) || before.Fingerprint != drop.Fingerprint)
            {
                _seen[drop.Name] = (drop.Fingerprint, time.GetTimestamp());
            }
            else if (time.GetElapsedTime(before.Since) >= settleTime)
            {
                settled.Add(drop);
            }
        }

        return settled;
    }
}
