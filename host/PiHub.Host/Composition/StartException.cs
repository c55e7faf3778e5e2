namespace PiHub.Host.Composition;

/// <summary>The hub cannot start, for a reason that its owner can mend.</summary>
/// <param name="message">One line: what is wrong and the remedy.</param>
internal sealed class StartException(string message) : Exception(message);
