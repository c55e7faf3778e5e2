using Npgsql;
using PiHub.Recorder.Engine;

namespace PiHub.Recorder.Postgres.Connecting;

/// <summary>Opens connections to the server.</summary>
internal sealed class PostgresSource : IAsyncDisposable
{
    private const int PreparedStatements = 30;
    private readonly NpgsqlDataSource _connections;

    /// <exception cref="EngineException">A file with a secret cannot be read any more.</exception>
    public PostgresSource(PostgresOptions options)
    {
        NpgsqlConnectionStringBuilder builder = Describe(options);
        (Schema, LockTimeout) = (options.Schema, options.LockTimeout);
        (Username, Database) = (builder.Username ?? "", builder.Database ?? "");
        Place = $"PostgreSQL at {builder.Host}:{builder.Port}";
        _connections = NpgsqlDataSource.Create(builder);
    }

    /// <summary>The server, for people.</summary>
    public string Place { get; }

    public string Database { get; }

    public string Username { get; }

    public string Schema { get; }

    public TimeSpan LockTimeout { get; }

    public ValueTask<NpgsqlConnection> OpenAsync(CancellationToken cancellationToken) => _connections.OpenConnectionAsync(cancellationToken);

    /// <summary>Forgets idle connections: the server that they led to is gone.</summary>
    public void Clear() => _connections.Clear();

    /// <summary>Runs a query; once more on a new connection when an idle one turns out to be dead.</summary>
    /// <exception cref="EngineException">The server fails.</exception>
    public async ValueTask<T> QueryAsync<T>(
        Func<NpgsqlConnection, CancellationToken, ValueTask<T>> query, CancellationToken cancellationToken)
    {
        for (bool isRetry = false; ; isRetry = true)
        {
            try
            {
                await using NpgsqlConnection connection = await OpenAsync(cancellationToken);
                return await query(connection, cancellationToken);
            }
            catch (NpgsqlException exception) when (!isRetry && Trouble.IsLostConnection(exception))
            {
                Clear();
            }
            catch (Exception exception) when (Trouble.IsExpected(exception) && !cancellationToken.IsCancellationRequested)
            {
                throw new EngineException(Trouble.Describe(exception, this), exception);
            }
        }
    }

    public ValueTask DisposeAsync() => _connections.DisposeAsync();

    private static NpgsqlConnectionStringBuilder Describe(PostgresOptions options)
    {
        string text = SecretFile.Choose(options.ConnectionString, options.ConnectionStringFile);
        NpgsqlConnectionStringBuilder builder = text.Length > 0 ? new(text) : new()
        {
            Host = options.Host,
            Port = options.Port,
            Database = options.Database,
            Username = options.Username,
            Password = SecretFile.Choose(options.Password, options.PasswordFile),
            SslMode = options.Tls switch
            {
                PostgresTls.Disable => SslMode.Disable,
                PostgresTls.Require => SslMode.Require,
                PostgresTls.VerifyCa => SslMode.VerifyCA,
                PostgresTls.VerifyFull => SslMode.VerifyFull,
                _ => SslMode.Prefer,
            },
        };
        builder.ApplicationName ??= "pihub";
        builder.SearchPath = $"\"{options.Schema}\", public";
        builder.MaxPoolSize = options.MaximumConnections;
        builder.MinPoolSize = 0;
        builder.Timeout = (int)Math.Ceiling(options.ConnectTimeout.TotalSeconds);
        builder.CommandTimeout = (int)Math.Ceiling(options.CommandTimeout.TotalSeconds);
        builder.KeepAlive = 30;
        builder.MaxAutoPrepare = PreparedStatements;
        builder.IncludeErrorDetail = false;
        builder.PersistSecurityInfo = false;
        return builder;
    }
}
