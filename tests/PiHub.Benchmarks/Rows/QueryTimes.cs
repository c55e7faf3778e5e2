namespace PiHub.Benchmarks.Rows;

/// <summary>How long a question took.</summary>
/// <param name="ColdMs">In a fresh process, with nothing of the files in the kernel's cache.</param>
/// <param name="WarmMs">The median of several times in the same process afterwards.</param>
/// <param name="AnswerCount">How many readings or points came.</param>
internal sealed record QueryTimes(double ColdMs, double WarmMs, long AnswerCount);
