namespace PiHub.Recorder.Blocks.Heads;

/// <summary>What a head gave to be written: its events, in <see cref="EventOrder"/>, and the number through which all are then in blocks.
/// </summary>
internal sealed record EventCut(DeviceEvent[] Events, long Through);
