using System.ComponentModel.DataAnnotations;

namespace PiHub.Recorder.Clock;

/// <summary>Which times of devices the recorder takes; read once at start.</summary>
public sealed class ClockOptions
{
    /// <summary>How far ahead of the hub's clock a device's time may be, 1 s to 366 days. What is further ahead gets the time of receipt.
    /// Ignored while the hub's own clock is not set.</summary>
    /// <value>00:10:00</value>
    [Range(typeof(TimeSpan), "00:00:01", "366.00:00:00")]
    public TimeSpan FutureTolerance { get; set; } = TimeSpan.FromMinutes(10);
}
