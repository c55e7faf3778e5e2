namespace PiHub.Backup;

/// <summary>When automatic backups are due.</summary>
internal static class BackupDue
{
    /// <summary>The first moment after another one that the settings name; null when they name none.</summary>
    /// <param name="settings">The settings.</param>
    /// <param name="after">The moment.</param>
    /// <param name="zone">The hub's time zone.</param>
    public static DateTimeOffset? Next(BackupSettings settings, DateTimeOffset after, TimeZoneInfo zone)
    {
        if (settings.Interval == BackupInterval.Never)
        {
            return null;
        }

        DateOnly day = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(after, zone).DateTime).AddDays(-1);
        while (true)
        {
            if (settings.Interval == BackupInterval.Daily || day.DayOfWeek == DayOfWeek.Sunday)
            {
                DateTimeOffset due = At(day.ToDateTime(settings.Time), zone);
                if (due > after)
                {
                    return due;
                }
            }

            day = day.AddDays(1);
        }
    }

    // A time that the clocks leap over comes when they have leapt.
    private static DateTimeOffset At(DateTime local, TimeZoneInfo zone)
    {
        while (zone.IsInvalidTime(local))
        {
            local = local.AddMinutes(1);
        }

        return new DateTimeOffset(local, zone.GetUtcOffset(local)).ToUniversalTime();
    }
}
