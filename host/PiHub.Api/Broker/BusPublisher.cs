using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using PiHub.Sdk.Bus;

namespace PiHub.Api.Broker;

/// <summary>Publishes for a request, and says as a problem why that did not work.</summary>
internal sealed class BusPublisher(IBus bus, TimeProvider time)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>Publishes a message.</summary>
    /// <returns>Null when it was accepted.</returns>
    public async Task<ProblemHttpResult?> PublishAsync(BusMessage message, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(Patience, time);
        using var waiting = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            await bus.PublishAsync(message, waiting.Token);
            return null;
        }
        catch (BusRejectedException exception)
        {
            return TypedResults.Problem(exception.Message, statusCode: StatusCodes.Status400BadRequest, title: "The broker refused the message");
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return TypedResults.Problem(
                $"The message was not stored within {Patience.TotalSeconds:0} s; it may still be published. GET /api/health says what is wrong.",
                statusCode: StatusCodes.Status503ServiceUnavailable);
        }
    }
}
