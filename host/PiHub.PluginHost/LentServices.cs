using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using PiHub.Hal;
using PiHub.Hal.Drivers;
using PiHub.Recorder.Ingest;
using PiHub.Sdk.Bus;
using PiHub.Sdk.Events;
using PiHub.Sdk.Readings;

namespace PiHub.PluginHost;

/// <summary>The parts of the hub that plugins use. They belong to the hub; no plugin disposes them.</summary>
public sealed record LentServices
{
    /// <summary>The bus; each plugin gets it behind its own permissions.</summary>
    public required IBus Bus { get; init; }

    /// <summary>The recorded readings.</summary>
    public required IReadings Readings { get; init; }

    /// <summary>The committed samples, for sample handlers.</summary>
    public required SampleFeed Samples { get; init; }

    /// <summary>The hardware ports.</summary>
    public required Hardware Hardware { get; init; }

    /// <summary>Runs drivers.</summary>
    public required DeviceSupervisor Devices { get; init; }

    /// <summary>Makes the event stream of the plugin with the given id.</summary>
    public required Func<string, IEventStream> Events { get; init; }

    /// <summary>The clock.</summary>
    public required TimeProvider Time { get; init; }

    /// <summary>The log; each plugin writes under its own id.</summary>
    public required ILoggerFactory Loggers { get; init; }

    /// <summary>The TCP ports of the hub itself, with what it uses each for; no plugin may have one of them.</summary>
    public IReadOnlyDictionary<int, string> HubPorts { get; init; } = new Dictionary<int, string>();

    /// <summary>Puts the hub's sign-in and roles in front of what a plugin serves on a port of its own; without it no plugin gets
    /// one.</summary>
    public Func<RequestDelegate, RequestDelegate>? GuardPort { get; init; }

    /// <summary>What ASP.NET Core's routing reports to.</summary>
    public required DiagnosticListener Diagnostics { get; init; }
}
