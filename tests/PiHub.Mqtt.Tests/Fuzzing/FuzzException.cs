namespace PiHub.Mqtt.Tests.Fuzzing;

/// <summary>A frame was handled wrongly; the message has the seed and the frame.</summary>
internal sealed class FuzzException(string message) : Exception(message);
