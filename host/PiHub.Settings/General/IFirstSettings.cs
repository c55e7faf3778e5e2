namespace PiHub.Settings.General;

/// <summary>Stores what the setup assistant asks for.</summary>
public interface IFirstSettings
{
    /// <summary>Stores valid settings as if an administrator had entered them; those that equal the default may be left out.</summary>
    /// <param name="settings">The settings.</param>
    /// <param name="cancellationToken">The other side is gone.</param>
    Task SaveAsync(GeneralSettings settings, CancellationToken cancellationToken);
}
