namespace PiHub.Recorder.Postgres.Connecting;

/// <summary>The hub cannot work with what it found on the server.</summary>
/// <param name="message">Cause, place and remedy in one line.</param>
internal sealed class ServerRefusalException(string message) : IOException(message);
