using Microsoft.Extensions.Logging;

namespace PiHub.PluginHost.Metering;

/// <summary>Takes the exceptions of plugins that no fence could catch: of tasks that nobody awaits, and of threads of their own.</summary>
internal sealed class FailureWatch : IDisposable
{
    private readonly Func<Exception, WatchedPlugin?> _find;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly IDisposable _hook;

    public FailureWatch(Func<Exception, WatchedPlugin?> find, TimeProvider time, ILogger logger)
    {
        (_find, _time, _logger) = (find, time, logger);
        TaskScheduler.UnobservedTaskException += OnUnobserved;
        _hook = CrashHook.Add(IsSurvived);
    }

    public void Dispose()
    {
        TaskScheduler.UnobservedTaskException -= OnUnobserved;
        _hook.Dispose();
    }

    private void OnUnobserved(object? sender, UnobservedTaskExceptionEventArgs arguments)
    {
        if (_find(arguments.Exception) is not { } plugin)
        {
            return;
        }

        arguments.SetObserved();
        Exception cause = arguments.Exception.GetBaseException();
        if (plugin.Meter.UnobservedFailures.Add($"a task of it failed and nobody looked: {Short(cause)}", _time.GetUtcNow()) is { } count)
        {
            Log.TaskFailed(_logger, plugin.Id, count, cause);
        }

        PluginHealth.ReportFailures(plugin.Running, _time.GetUtcNow());
    }

    private bool IsSurvived(Exception exception)
    {
        if (_find(exception) is not { } plugin)
        {
            return false;
        }

        string text = $"a thread of its own failed: {Short(exception)}";
        if (plugin.Meter.ThreadFailures.Add(text, _time.GetUtcNow()) is { } count)
        {
            Log.ThreadFailed(_logger, plugin.Id, count, exception);
        }

        plugin.Running?.Fail(text);
        return true;
    }

    private static string Short(Exception exception) => exception.Message.Trim().TrimEnd('.');
}
