using System.Net.Sockets;
using System.Security.Authentication;
using Npgsql;

namespace PiHub.Recorder.Postgres.Connecting;

/// <summary>Says what is wrong with the server, for people: cause, place and remedy in one line, never a secret.</summary>
internal static class Trouble
{
    /// <summary>Whether it is trouble with the server, which passes, and not a fault of the hub.</summary>
    public static bool IsExpected(Exception exception) =>
        exception is NpgsqlException or SocketException or TimeoutException or IOException or AuthenticationException
            or UnauthorizedAccessException;

    /// <summary>Whether the connection broke, so that another one may work.</summary>
    public static bool IsLostConnection(NpgsqlException exception) => exception is PostgresException { SqlState: var state }
        ? state is PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown
        : exception.InnerException is IOException or SocketException { SocketErrorCode: SocketError.ConnectionReset or SocketError.Shutdown };

    public static string Describe(Exception exception, PostgresSource source) => exception switch
    {
        PostgresException refused => Describe(refused, source),
        NpgsqlException { InnerException: TimeoutException } or TimeoutException =>
            $"{source.Place} does not answer in time: is it overloaded, or the network between?",
        NpgsqlException { InnerException: SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.TryAgain or SocketError.NoData } }
            or SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.TryAgain or SocketError.NoData } =>
            $"{source.Place}: the host's name is not known; check Recorder:Postgres:Host.",
        NpgsqlException { InnerException: SocketException } or SocketException =>
            $"{source.Place} cannot be reached: is it running, and does a firewall let the hub through?",
        NpgsqlException { InnerException: AuthenticationException } or AuthenticationException =>
            $"{source.Place}: its TLS certificate is not trusted; check it, or Recorder:Postgres:Tls.",
        NpgsqlException { InnerException: IOException } =>
            $"{source.Place} closed the connection: was it stopped?",
        NpgsqlException => $"{source.Place}: {exception.Message}",
        ServerRefusalException => exception.Message,
        IOException or UnauthorizedAccessException => $"the hub's journal cannot be read: {exception.Message}",
        _ => $"shipping to {source.Place} failed by a fault of the hub: {exception.GetType().Name}: {exception.Message}",
    };

    private static string Describe(PostgresException refused, PostgresSource source)
    {
        string place = source.Place;
        return refused.SqlState switch
        {
            PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification =>
                $"{place} refuses the user '{source.Username}': check Recorder:Postgres:Username and Password, and the server's pg_hba.conf.",
            PostgresErrorCodes.InvalidCatalogName =>
                $"{place} has no database '{source.Database}': create it (createdb -O {source.Username} {source.Database}).",
            PostgresErrorCodes.InsufficientPrivilege =>
                $"{place}: the user '{source.Username}' may not do this in database '{source.Database}' ({refused.MessageText}): make it owner of "
                + $"schema '{source.Schema}' (CREATE SCHEMA {source.Schema} AUTHORIZATION {source.Username}).",
            PostgresErrorCodes.ReadOnlySqlTransaction =>
                $"{place} is read-only: it is a standby, or default_transaction_read_only is on; name the primary server.",
            PostgresErrorCodes.CannotConnectNow => $"{place} is starting up or recovering; it is tried again ({refused.MessageText}).",
            PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown =>
                $"{place} ended the connection: it was stopped or restarted ({refused.MessageText}).",
            PostgresErrorCodes.DiskFull => $"{place}: its disk is full; make room there ({refused.MessageText}).",
            PostgresErrorCodes.OutOfMemory => $"{place} is out of memory ({refused.MessageText}).",
            PostgresErrorCodes.TooManyConnections =>
                $"{place} has too many connections: raise its max_connections, or lower Recorder:Postgres:MaximumConnections.",
            PostgresErrorCodes.LockNotAvailable =>
                $"{place}: another session keeps a table of schema '{source.Schema}' locked; see pg_stat_activity there.",
            PostgresErrorCodes.QueryCanceled => $"{place}: a statement took too long: is the server overloaded or a table locked?",
            PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.InvalidSchemaName or PostgresErrorCodes.UndefinedColumn =>
                $"{place}: the tables of schema '{source.Schema}' are not as the hub made them ({refused.MessageText}).",
            _ => $"{place}: {refused.MessageText} (SQLSTATE {refused.SqlState}).",
        };
    }
}
