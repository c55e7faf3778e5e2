using System.Collections.Immutable;
using System.Runtime.ExceptionServices;

namespace PiHub.PluginHost.Metering;

/// <summary>The process's one place for exceptions that nobody caught; without it each would end the process.</summary>
internal static class CrashHook
{
    private static ImmutableArray<Func<Exception, bool>> _owners = [];

    static CrashHook() => ExceptionHandling.SetUnhandledExceptionHandler(IsForeign);

    /// <summary>Asks about each such exception whether it may be survived; until the result is disposed.</summary>
    public static IDisposable Add(Func<Exception, bool> isForeign)
    {
        ImmutableInterlocked.Update(ref _owners, static (all, one) => all.Add(one), isForeign);
        return new Registration(isForeign);
    }

    private static bool IsForeign(Exception exception)
    {
        foreach (Func<Exception, bool> owner in _owners)
        {
            if (owner(exception))
            {
                return true;
            }
        }

        return false; // the hub's own fault: the process ends, and whoever started it starts it anew
    }

    private sealed class Registration(Func<Exception, bool> isForeign) : IDisposable
    {
        public void Dispose() => ImmutableInterlocked.Update(ref _owners, static (all, one) => all.Remove(one), isForeign);
    }
}
