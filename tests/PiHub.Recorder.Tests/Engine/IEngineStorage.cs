using PiHub.Recorder.Engine;

namespace PiHub.Recorder.Tests.Engine;

/// <summary>Where an engine under the conformance suite keeps its things: one for each test.</summary>
public interface IEngineStorage : IAsyncDisposable
{
    /// <summary>Makes an engine over what is stored; the former one is disposed.</summary>
    IReadingEngine Create();

    /// <summary>Completes when everything that the engine has taken is in its store for good.</summary>
    Task SettleAsync(IReadingEngine engine);
}
