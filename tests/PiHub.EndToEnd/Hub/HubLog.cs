using System.Text;
using System.Text.RegularExpressions;

namespace PiHub.EndToEnd.Hub;

/// <summary>What a hub prints on standard error.</summary>
internal sealed partial class HubLog
{
    private readonly TaskCompletionSource<string> _setupCode = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public HubLog(StreamReader output) => Whole = ReadAsync(output);

    /// <summary>All of it, once the hub has ended.</summary>
    public Task<string> Whole { get; }

    /// <summary>The setup code, once it is printed.</summary>
    public Task<string> SetupCode => _setupCode.Task;

    private async Task<string> ReadAsync(StreamReader output)
    {
        var whole = new StringBuilder();
        while (await output.ReadLineAsync() is { } line)
        {
            whole.AppendLine(line);
            if (CodeText().Match(line) is { Success: true } found)
            {
                _setupCode.TrySetResult(found.Groups[1].Value);
            }
        }

        return whole.ToString();
    }

    [GeneratedRegex("setup code ([A-Z0-9]{4}-[A-Z0-9]{4}-[A-Z0-9]{4})")]
    private static partial Regex CodeText();
}
