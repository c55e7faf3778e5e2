using System.Diagnostics;
using System.Reflection;
using System.Runtime.Loader;

namespace PiHub.PluginHost.Metering;

/// <summary>Finds the load contexts that an exception comes from.</summary>
internal static class ExceptionOrigin
{
    /// <summary>The contexts of the exception's class, of the code that threw it and of its callers, inner exceptions included.</summary>
    public static HashSet<AssemblyLoadContext> Of(Exception exception)
    {
        var contexts = new HashSet<AssemblyLoadContext>();
        Add(exception, contexts);
        return contexts;
    }

    private static void Add(Exception exception, HashSet<AssemblyLoadContext> contexts)
    {
        Add(exception.GetType().Assembly, contexts);
        foreach (StackFrame frame in new StackTrace(exception, fNeedFileInfo: false).GetFrames())
        {
            Add(frame.GetMethod()?.Module.Assembly, contexts);
        }

        IEnumerable<Exception> inner = exception is AggregateException several
            ? several.InnerExceptions
            : exception.InnerException is { } one ? [one] : [];
        foreach (Exception cause in inner)
        {
            Add(cause, contexts);
        }
    }

    private static void Add(Assembly? assembly, HashSet<AssemblyLoadContext> contexts)
    {
        if (assembly is not null && AssemblyLoadContext.GetLoadContext(assembly) is { IsCollectible: true } context)
        {
            contexts.Add(context);
        }
    }
}
