namespace PiHub.Fixtures.Tunable;

/// <summary>What the plugin sees of its settings.</summary>
internal sealed record CurrentSettings(
    int Changes, string NameAtStart, string LastName, string Name, int Port, string Interval, string Mode, string Key, int[] Channels,
    string Limits, string Zones)
{
    public static CurrentSettings Of(TunableSettings settings, ChangeCounter counter) => new(
        counter.Changes,
        counter.NameAtStart,
        counter.LastName,
        settings.Name,
        settings.Port,
        settings.Interval.ToString(),
        settings.Mode.ToString(),
        settings.ApiKey.Reveal(),
        [.. settings.Channels],
        FormattableString.Invariant($"{settings.Limits.Low}..{settings.Limits.High}"),
        string.Join(';', settings.Zones.Select(zone => FormattableString.Invariant($"{zone.Name}={zone.Target}"))));
}
