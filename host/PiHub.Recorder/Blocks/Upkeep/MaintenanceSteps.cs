namespace PiHub.Recorder.Blocks.Upkeep;

/// <summary>What the maintenance does.</summary>
internal sealed record MaintenanceSteps(Flusher Flusher, Remover Remover, Compactor Compactor);
