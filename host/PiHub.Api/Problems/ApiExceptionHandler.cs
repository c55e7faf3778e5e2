using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using PiHub.PluginHost;
using PiHub.Recorder.Engine;

namespace PiHub.Api.Problems;

/// <summary>Answers the failures that are not the program's: requests that cannot be read, changes of plugins that are refused, and a
/// disk that cannot be written.</summary>
internal sealed class ApiExceptionHandler(IProblemDetailsService problems, ILogger<ApiExceptionHandler> logger) : IExceptionHandler
{
    // The recorder tries its disk or server again about that often.
    private const string RetryAfterSeconds = "10";

    public ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (exception is BadHttpRequestException bad)
        {
            return AnswerAsync(httpContext, bad.StatusCode, RequestFault.Describe(bad));
        }

        if (exception is PluginChangeRefusedException refused)
        {
            return AnswerAsync(httpContext, StatusCodes.Status409Conflict, refused.Message);
        }

        if (exception is EngineException trouble)
        {
            Log.DiskFailed(logger, httpContext.Request.Method, httpContext.Request.Path, trouble.Message);
            httpContext.Response.Headers.RetryAfter = RetryAfterSeconds;
            return AnswerAsync(httpContext, StatusCodes.Status503ServiceUnavailable, trouble.Message);
        }

        if (exception is SqliteException failure && DiskFault.Describe(failure) is { } cause)
        {
            Log.DiskFailed(logger, httpContext.Request.Method, httpContext.Request.Path, cause);
            return AnswerAsync(httpContext, StatusCodes.Status503ServiceUnavailable, $"The hub cannot write to its disk: {cause}");
        }

        return ValueTask.FromResult(false);
    }

    private ValueTask<bool> AnswerAsync(HttpContext context, int status, string detail)
    {
        context.Response.StatusCode = status;
        return problems.TryWriteAsync(
            new ProblemDetailsContext { HttpContext = context, ProblemDetails = { Status = status, Detail = detail } });
    }
}
