using System.Runtime.InteropServices;
using PiHub.Sqlite;

namespace PiHub.Api.SystemStatus;

/// <summary>Puts together what <c>GET /api/system</c> tells.</summary>
internal sealed class SystemReport(
    MachineFiles files, ProcessorReport cpu, IStorageSource storage, IPluginMemorySource plugins, WriteBudgetMeter meter, TimeProvider time)
{
    private readonly long _started = time.GetTimestamp();

    public SystemResponse Read()
    {
        (double? machine, double? process) = cpu.Window.Read();
        return new SystemResponse
        {
            Version = HubVersion.Text,
            Runtime = RuntimeInformation.FrameworkDescription,
            Sqlite = SqliteDatabase.EngineVersion,
            UptimeSeconds = (long)time.GetElapsedTime(_started).TotalSeconds,
            Machine = ReadMachine(machine),
            Process = ProcessResponse.Now(process),
            CpuHistory = cpu.History.Points(),
            Plugins = plugins.Read(),
            Service = ServiceResponse.Of(Environment.GetEnvironmentVariable),
            Storage = storage.Read(),
            WriteBudget = meter.Report(),
        };
    }

    private MachineResponse ReadMachine(double? load) => new()
    {
        Model = files.Model(),
        OperatingSystem = files.OperatingSystem() ?? RuntimeInformation.OSDescription,
        Kernel = files.Kernel(),
        Throttled = files.Throttled(),
        Architecture = RuntimeInformation.OSArchitecture.ToString().ToLowerInvariant(),
        Processors = Environment.ProcessorCount,
        CpuLoad = load,
        TemperatureCelsius = files.TemperatureCelsius(),
        MemoryTotalBytes = files.MemoryTotalBytes(),
        MemoryAvailableBytes = files.MemoryAvailableBytes(),
        UptimeSeconds = files.UptimeSeconds(),
    };
}
