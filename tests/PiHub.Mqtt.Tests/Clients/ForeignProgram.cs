using System.ComponentModel;
using System.Diagnostics;

namespace PiHub.Mqtt.Tests.Clients;

/// <summary>A program that is not ours, whose lines of output are the events that a test waits for.</summary>
internal sealed class ForeignProgram : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Process _process;

    private ForeignProgram(Process process) => _process = process;

    /// <param name="package">The Debian package to name when the program is missing.</param>
    /// <param name="program">Its name or path.</param>
    /// <param name="arguments">Its arguments.</param>
    public static ForeignProgram Start(string package, string program, params string[] arguments)
    {
        try
        {
            var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
            return new ForeignProgram(Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start"));
        }
        catch (Win32Exception)
        {
            Assert.Fail($"{program} is missing: install the Debian package {package}");
            throw;
        }
    }

    /// <summary>The next line of output.</summary>
    public async Task<string> ReadLineAsync()
    {
        using var deadline = new CancellationTokenSource(Patience);
        string? line = await _process.StandardOutput.ReadLineAsync(deadline.Token);
        if (line is null)
        {
            Assert.Fail($"{_process.StartInfo.FileName} ended: {await _process.StandardError.ReadToEndAsync(deadline.Token)}");
        }

        return line;
    }

    /// <summary>Waits for a successful end.</summary>
    public async Task ExpectSuccessAsync(TimeSpan? patience = null)
    {
        using var deadline = new CancellationTokenSource(patience ?? Patience);
        Task<string> errors = _process.StandardError.ReadToEndAsync(deadline.Token);
        Task<string> output = _process.StandardOutput.ReadToEndAsync(deadline.Token);
        await _process.WaitForExitAsync(deadline.Token);
        string said = await output + await errors;
        Assert.True(_process.ExitCode == 0, $"{_process.StartInfo.FileName} ended with {_process.ExitCode}: {said}");
    }

    /// <summary>Waits for its end, whatever it is.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> EndAsync()
    {
        using var deadline = new CancellationTokenSource(Patience);
        await _process.WaitForExitAsync(deadline.Token);
        return _process.ExitCode;
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }

        _process.Dispose();
    }
}
