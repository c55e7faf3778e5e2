namespace PiHub.Api.Notifications;

/// <summary>What became of a test.</summary>
/// <param name="Ok">Whether the sample arrived.</param>
/// <param name="Message">What happened, in words.</param>
internal sealed record TargetTestResponse(bool Ok, string Message);
