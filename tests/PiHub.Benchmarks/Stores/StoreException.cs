namespace PiHub.Benchmarks.Stores;

/// <summary>A store is missing, did not start, or refused what it was asked.</summary>
internal sealed class StoreException(string message, Exception? innerException = null) : Exception(message, innerException);
