namespace PiHub.Api.SystemStatus;

/// <summary>What is known of the processors: their load now and in the last minutes.</summary>
internal sealed record ProcessorReport(CpuWindow Window, CpuHistory History);
