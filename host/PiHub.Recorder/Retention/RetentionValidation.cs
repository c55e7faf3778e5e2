using Microsoft.Extensions.Options;

namespace PiHub.Recorder.Retention;

/// <summary>Refuses retention rules and time zones that mean nothing, all of them at once.</summary>
internal sealed class RetentionValidation : IValidateOptions<RecorderOptions>
{
    public ValidateOptionsResult Validate(string? name, RecorderOptions options)
    {
        var errors = new List<string>(RetentionPolicy.Check([.. options.Retention]));
        if (options.TimeZone is { Length: > 0 } zone && !TimeZoneInfo.TryFindSystemTimeZoneById(zone, out _))
        {
            errors.Add($"TimeZone '{zone}' is not known; write an IANA id such as Europe/Bucharest.");
        }

        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }
}
