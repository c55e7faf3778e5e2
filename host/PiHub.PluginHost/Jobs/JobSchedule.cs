using System.Globalization;
using System.Text.RegularExpressions;
using PiHub.Sdk.Jobs;
using Quartz;

namespace PiHub.PluginHost.Jobs;

/// <summary>When a job is due: by cron expression or by interval, one of the two; and what becomes of missed runs.</summary>
internal sealed partial record JobSchedule(string? Cron, TimeSpan? Interval, MisfirePolicy Misfire)
{
    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Longest = TimeSpan.FromDays(366);

    /// <summary>The schedule in words.</summary>
    public string Words => Interval is { } interval ? ScheduleWords.Of(interval) : ScheduleWords.Of(Cron ?? "");

    /// <summary>Checks what a plugin declares.</summary>
    /// <exception cref="ArgumentException">Something is wrong; the message says what.</exception>
    public static void Check(string id, string? cron, TimeSpan? interval, MisfirePolicy misfire)
    {
        if (id is null || !IdPattern().IsMatch(id))
        {
            throw new ArgumentException($"The job id '{id}' is not 1 to 63 characters a-z, 0-9 and '-', the first one no '-'.", nameof(id));
        }

        if (!Enum.IsDefined(misfire))
        {
            throw new ArgumentException($"The job '{id}' has no such misfire policy: {(int)misfire}.", nameof(misfire));
        }

        if (interval < Shortest || interval > Longest)
        {
            throw new ArgumentException($"The interval of the job '{id}' is {interval}; it must be 1 s to 366 days.", nameof(interval));
        }

        if (interval is null)
        {
            CheckCron(id, cron);
        }
    }

    /// <summary>The schedule as the store remembers it, to see whether a new version has another one.</summary>
    public string Signature(TimeZoneInfo zone) => Interval is { } interval
        ? string.Create(CultureInfo.InvariantCulture, $"every {interval} {Misfire}")
        : $"cron {Cron} in {zone.Id} {Misfire}";

    /// <summary>The first time after an instant; null when there is none.</summary>
    /// <param name="after">The instant.</param>
    /// <param name="anchor">A planned start, whose rhythm an interval keeps.</param>
    /// <param name="zone">The zone of a cron expression.</param>
    public DateTimeOffset? NextAfter(DateTimeOffset after, DateTimeOffset anchor, TimeZoneInfo zone)
    {
        if (Interval is not { } interval)
        {
            return new CronExpression(Cron ?? "", zone).GetNextValidTimeAfter(after);
        }

        long steps = after < anchor ? 0 : ((after - anchor).Ticks / interval.Ticks) + 1;
        return anchor + (steps * interval);
    }

    private static void CheckCron(string id, string? cron)
    {
        try
        {
            _ = new CronExpression(cron ?? "");
        }
        catch (Exception exception) when (exception is FormatException or ArgumentException)
        {
            throw new ArgumentException(
                $"The job '{id}' has the cron expression '{cron}', which is not valid: {exception.Message} "
                + "It has six or seven fields, seconds first, e.g. '0 5 * * * ?'.",
                nameof(cron));
        }
    }

    [GeneratedRegex(@"^[a-z0-9][a-z0-9-]{0,62}\z", RegexOptions.CultureInvariant)]
    private static partial Regex IdPattern();
}
