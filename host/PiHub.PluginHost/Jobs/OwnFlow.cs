namespace PiHub.PluginHost.Jobs;

/// <summary>Starts work that carries nothing of its caller's flow: no request, no firing of the scheduler.</summary>
internal static class OwnFlow
{
    public static Task<T> RunAsync<T>(Func<Task<T>> work)
    {
        if (ExecutionContext.IsFlowSuppressed())
        {
            return Task.Run(work);
        }

        using AsyncFlowControl flow = ExecutionContext.SuppressFlow();
        return Task.Run(work);
    }
}
