namespace PiHub.Benchmarks.Brokers;

/// <summary>A broker is missing, did not start, or did not do what it was asked to; the message is for the person at the console.</summary>
internal sealed class BrokerException(string message) : Exception(message);
