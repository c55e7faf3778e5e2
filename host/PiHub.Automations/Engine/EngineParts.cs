using Microsoft.Extensions.Logging;
using PiHub.Automations.Storage;
using PiHub.Automations.Sun;
using PiHub.Notifications;
using PiHub.Sdk.Readings;

namespace PiHub.Automations.Engine;

/// <summary>What each automation works with.</summary>
internal sealed class EngineParts
{
    /// <summary>The definitions.</summary>
    public required AutomationStore Store { get; init; }

    /// <summary>Runs and states.</summary>
    public required AutomationTables Tables { get; init; }

    /// <summary>Carries out runs.</summary>
    public required AutomationRunner Runner { get; init; }

    /// <summary>The newest values.</summary>
    public required IReadings Readings { get; init; }

    /// <summary>The hub's clock.</summary>
    public required HubClock Clock { get; init; }

    /// <summary>Where the owner is told.</summary>
    public required INotifications Notifications { get; init; }

    /// <summary>The log.</summary>
    public required ILogger<AutomationEngine> Logger { get; init; }
}
