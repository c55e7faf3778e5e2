namespace PiHub.Sdk.Devices;

/// <summary>A driver that takes commands implements this too.</summary>
/// <remarks>Since 0.1.</remarks>
public interface IDeviceCommandHandler
{
    /// <summary>Carries out a command; called while <see cref="IDeviceDriver.RunAsync"/> runs, one command at a time.</summary>
    /// <param name="command">The command; its name is one of the descriptor's.</param>
    /// <param name="cancellationToken">Cancelled after 10 s, or when it expires: the caller then reads "timed out".</param>
    /// <returns>The state after the command, in a word or two, e.g. <c>on</c>; null when there is none to tell.</returns>
    /// <exception cref="DeviceFaultException">It could not be carried out; the message goes to the caller.</exception>
    ValueTask<string?> HandleAsync(DeviceCommand command, CancellationToken cancellationToken);
}
