namespace PiHub.Api.Automations;

/// <summary>Runs an automation now.</summary>
/// <param name="DryRun">Only says what would be done.</param>
internal sealed record AutomationTestRequest(bool DryRun);
