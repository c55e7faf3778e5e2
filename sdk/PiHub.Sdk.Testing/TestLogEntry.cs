using Microsoft.Extensions.Logging;

namespace PiHub.Sdk.Testing;

/// <summary>A line of the log.</summary>
/// <param name="Level">How grave it is.</param>
/// <param name="Category">Who logged it.</param>
/// <param name="Text">The message.</param>
/// <param name="Exception">What went with it; null for nothing.</param>
/// <remarks>Since 0.2.</remarks>
public sealed record TestLogEntry(LogLevel Level, string Category, string Text, Exception? Exception)
{
    /// <summary>The entry in one line.</summary>
    public override string ToString() => $"{Level}: {Category}: {Text}{(Exception is null ? "" : $" {Exception}")}";
}
