namespace PiHub.Api.Backups;

/// <summary>Restarts the hub.</summary>
public interface IHubRestart
{
    /// <summary>Has the hub stop in order and start again; returns at once.</summary>
    void Request();
}
