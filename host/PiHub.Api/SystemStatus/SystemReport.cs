using System.Runtime.InteropServices;

namespace PiHub.Api.SystemStatus;

/// <summary>Puts together what <c>GET /api/system</c> tells.</summary>
internal sealed class SystemReport(MachineFiles files, CpuWindow cpu, IStorageSource storage, WriteBudgetMeter meter, TimeProvider time)
{
    private readonly long _started = time.GetTimestamp();

    public SystemResponse Read()
    {
        (double? machine, double? process) = cpu.Read();
        return new SystemResponse
        {
            Version = HubVersion.Text,
            Runtime = RuntimeInformation.FrameworkDescription,
            UptimeSeconds = (long)time.GetElapsedTime(_started).TotalSeconds,
            Machine = ReadMachine(machine),
            Process = new ProcessResponse(Environment.WorkingSet, GC.GetTotalMemory(forceFullCollection: false), process),
            Storage = storage.Read(),
            WriteBudget = meter.Report(),
        };
    }

    private MachineResponse ReadMachine(double? load) => new()
    {
        Model = files.Model(),
        OperatingSystem = files.OperatingSystem() ?? RuntimeInformation.OSDescription,
        Architecture = RuntimeInformation.OSArchitecture.ToString().ToLowerInvariant(),
        Processors = Environment.ProcessorCount,
        CpuLoad = load,
        TemperatureCelsius = files.TemperatureCelsius(),
        MemoryTotalBytes = files.MemoryTotalBytes(),
        MemoryAvailableBytes = files.MemoryAvailableBytes(),
        UptimeSeconds = files.UptimeSeconds(),
    };
}
