namespace PiHub.Sdk.Devices;

/// <summary>A device cannot be read or commanded, as is expected in operation: silent, not wired, refusing.</summary>
/// <remarks>Thrown by drivers and ports. The host shows <see cref="Exception.Message"/> as the reason, sets the device unavailable and
/// tries again with back-off; from a command it becomes the result's error. Since 0.1.</remarks>
public sealed class DeviceFaultException : Exception
{
    /// <summary>Creates it.</summary>
    /// <param name="message">One line for the owner: what is wrong, and the remedy when it is known.</param>
    public DeviceFaultException(string message)
        : base(message)
    {
    }

    /// <summary>Creates it from its cause.</summary>
    /// <param name="message">One line for the owner: what is wrong, and the remedy when it is known.</param>
    /// <param name="innerException">The cause.</param>
    public DeviceFaultException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
