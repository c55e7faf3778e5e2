using PiHub.Logs.Disk;
using PiHub.Logs.Levels;

namespace PiHub.Api.Logs;

/// <summary>From which level on lines are kept, and where.</summary>
/// <param name="Rules">The admin's rules; an empty category stands for all.</param>
/// <param name="BuiltIn">The program's rules, which the admin's go before.</param>
/// <param name="Floors">Categories that cannot be finer than a level.</param>
/// <param name="Files">How the files of the log do; null: lines are kept in memory only.</param>
internal sealed record LogLevelsResponse(
    IReadOnlyList<LogLevelRule> Rules, IReadOnlyList<LogLevelRule> BuiltIn, IReadOnlyList<LogLevelFloor> Floors, LogFilesStatus? Files);
