using PiHub.Hal.Gpio;
using PiHub.Sdk.Devices;
using PiHub.Sdk.Hardware;

namespace PiHub.Hal.Tests;

public sealed class HardwareTests
{
    private readonly Hardware _hardware = new();

    [Fact]
    public void Open_Registered_MakesANewPortEachTime()
    {
        _hardware.RegisterSimulatedPort("door", typeof(SimulatedGpioLine), () => new SimulatedGpioLine(isOutput: false));
        Assert.NotSame(_hardware.Open<IGpioLine>("simulated:door"), _hardware.Open<IGpioLine>("simulated:door"));
    }

    [Theory]
    [InlineData("simulated:gate")]
    [InlineData("simulated:")]
    [InlineData("door")]
    [InlineData("/dev/spidev0.0")]
    public void Open_UnknownName_NamesTheExistingOnesInOneLine(string name)
    {
        Assert.Contains("none exists", Assert.Throws<DeviceFaultException>(() => _hardware.Open<ISpiPort>(name)).Message, StringComparison.Ordinal);
        _hardware.RegisterSimulatedPort("door", typeof(SimulatedGpioLine), () => new SimulatedGpioLine(isOutput: false));
        _hardware.RegisterSimulatedPort("bell", typeof(SimulatedGpioLine), () => new SimulatedGpioLine(isOutput: false));
        string message = Assert.Throws<DeviceFaultException>(() => _hardware.Open<IGpioLine>(name)).Message;
        Assert.Contains($"'{name}'", message, StringComparison.Ordinal);
        Assert.Contains("simulated:bell, simulated:door", message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', message);
    }

    [Fact]
    public void Open_OtherKind_SaysWhichItIsAndWhichIsNeeded()
    {
        _hardware.RegisterSimulatedPort("door", typeof(SimulatedGpioLine), () => throw new InvalidOperationException("must not be made"));
        string message = Assert.Throws<DeviceFaultException>(() => _hardware.Open<ISpiPort>("simulated:door")).Message;
        Assert.Contains("is a GPIO line, but the driver needs an SPI port", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Register_Disposed_IsGoneAndTheNameFreeAgain()
    {
        IDisposable first = _hardware.RegisterSimulatedPort("door", typeof(SimulatedGpioLine), () => new SimulatedGpioLine(true));
        Assert.Throws<ArgumentException>(
            () => _hardware.RegisterSimulatedPort("door", typeof(SimulatedGpioLine), () => new SimulatedGpioLine(true)));
        first.Dispose();
        Assert.Throws<DeviceFaultException>(() => _hardware.Open<IGpioLine>("simulated:door"));
        _hardware.RegisterSimulatedPort("door", typeof(SimulatedGpioLine), () => new SimulatedGpioLine(true));
        first.Dispose();
        _hardware.Open<IGpioLine>("simulated:door");
    }

    [Fact]
    public void Register_MalformedNameOrNoPort_IsRefused()
    {
        Assert.Throws<ArgumentException>(
            () => _hardware.RegisterSimulatedPort("Door 1", typeof(SimulatedGpioLine), () => new SimulatedGpioLine(true)));
        Assert.Throws<ArgumentException>(() => _hardware.RegisterSimulatedPort("x", typeof(Stream), () => Stream.Null));
    }
}
