using Microsoft.AspNetCore.Connections;

namespace PiHub.Api.Auth;

/// <summary>Marks connections over the hub's Unix socket: who may open that file administers the hub.</summary>
public sealed class LocalAdministration
{
    private static readonly LocalAdministration Mark = new();

    private LocalAdministration()
    {
    }

    /// <summary>Connection middleware that sets the mark.</summary>
    /// <param name="next">The next step of the connection.</param>
    public static ConnectionDelegate Use(ConnectionDelegate next)
    {
        ArgumentNullException.ThrowIfNull(next);
        return connection =>
        {
            connection.Features.Set(Mark);
            return next(connection);
        };
    }
}
