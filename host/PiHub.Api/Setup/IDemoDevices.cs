namespace PiHub.Api.Setup;

/// <summary>The simulated devices of demo mode.</summary>
public interface IDemoDevices
{
    /// <summary>Adds them, or removes those that were added; a restart keeps to it.</summary>
    /// <param name="areWanted">Whether they are wanted.</param>
    /// <param name="cancellationToken">The other side is gone.</param>
    Task SetAsync(bool areWanted, CancellationToken cancellationToken);
}
