using PiHub.Sdk.Bus;
using PiHub.Sdk.Devices;
using PiHub.Sdk.Hardware;

namespace PiHub.Hal;

/// <summary>Opens ports by name: simulated ones, as packages register them.</summary>
/// <remarks>Safe to call from any thread. Keeps nothing of a port that it opened.</remarks>
public sealed class Hardware : IHardware
{
    private const string SimulatedPrefix = "simulated:";

    private static readonly (Type Type, string Text)[] Kinds =
    [
        (typeof(ISpiPort), "an SPI port"),
        (typeof(II2cPort), "an I2C port"),
        (typeof(IGpioLine), "a GPIO line"),
        (typeof(ISerialPort), "a serial port"),
        (typeof(IDatagramPort), "a UDP port"),
    ];

    private readonly Lock _lock = new(); // guards _simulations
    private readonly SortedDictionary<string, Simulation> _simulations = new(StringComparer.Ordinal);

    /// <summary>Offers a simulated port under <c>simulated:&lt;model&gt;</c>.</summary>
    /// <param name="model">The model's name, <c>[a-z0-9][a-z0-9_-]{0,62}</c>, unique.</param>
    /// <param name="portType">The simulation's class; implements one or more port interfaces.</param>
    /// <param name="create">Makes a new <paramref name="portType"/> at each opening; who opens it disposes it.</param>
    /// <returns>Disposing it takes the offer back and drops <paramref name="portType"/> and <paramref name="create"/>; open ports stay
    /// open.</returns>
    /// <exception cref="ArgumentException">The name is malformed or taken, or the class implements no port interface.</exception>
    public IDisposable RegisterSimulatedPort(string model, Type portType, Func<IAsyncDisposable> create)
    {
        ArgumentNullException.ThrowIfNull(portType);
        ArgumentNullException.ThrowIfNull(create);
        if (!DeviceTopic.IsValidId(model))
        {
            throw new ArgumentException(
                $"The model name '{model}' must be 1 to 63 characters: a-z, 0-9, '_' and '-', starting with a letter or digit.",
                nameof(model));
        }

        if (!Kinds.Any(kind => kind.Type.IsAssignableFrom(portType)))
        {
            throw new ArgumentException($"{portType.Name} implements no port interface.", nameof(portType));
        }

        var simulation = new Simulation(portType, create);
        lock (_lock)
        {
            if (!_simulations.TryAdd(model, simulation))
            {
                throw new ArgumentException($"A simulated port '{model}' is registered already.", nameof(model));
            }
        }

        return new Registration(this, model, simulation);
    }

    /// <inheritdoc/>
    public TPort Open<TPort>(string name)
        where TPort : class, IAsyncDisposable
    {
        ArgumentNullException.ThrowIfNull(name);
        Simulation simulation = Find(name);
        return simulation.PortType.IsAssignableTo(typeof(TPort))
            ? (TPort)simulation.Create()
            : throw new DeviceFaultException(
                $"The port '{name}' is {Describe(simulation.PortType)}, but the driver needs {Describe(typeof(TPort))}; "
                + "correct the device's port setting.");
    }

    private Simulation Find(string name)
    {
        lock (_lock)
        {
            if (name.StartsWith(SimulatedPrefix, StringComparison.Ordinal)
                && _simulations.TryGetValue(name[SimulatedPrefix.Length..], out Simulation? simulation))
            {
                return simulation;
            }

            string remedy = _simulations.Count == 0
                ? "none exists; enable the package that brings it"
                : $"existing ones: {string.Join(", ", _simulations.Keys.Select(model => SimulatedPrefix + model))}; "
                    + "correct the device's port setting or enable the package that brings it";
            throw new DeviceFaultException($"There is no port '{name}'; {remedy}.");
        }
    }

    private void Unregister(string model, Simulation simulation)
    {
        lock (_lock)
        {
            if (_simulations.TryGetValue(model, out Simulation? current) && current == simulation)
            {
                _simulations.Remove(model);
            }
        }
    }

    private static string Describe(Type type)
    {
        string text = string.Join(" and ", Kinds.Where(kind => kind.Type.IsAssignableFrom(type)).Select(kind => kind.Text));
        return text.Length == 0 ? type.Name : text;
    }

    private sealed record Simulation(Type PortType, Func<IAsyncDisposable> Create);

    private sealed class Registration(Hardware hardware, string model, Simulation simulation) : IDisposable
    {
        private Simulation? _simulation = simulation;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _simulation, null) is { } registered)
            {
                hardware.Unregister(model, registered);
            }
        }
    }
}
