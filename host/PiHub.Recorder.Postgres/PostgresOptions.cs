using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Configuration;

namespace PiHub.Recorder.Postgres;

/// <summary>Where PostgreSQL is and how it is used; read once at start.</summary>
public sealed class PostgresOptions
{
    /// <summary>A whole connection string as Npgsql takes it; wins over host, port, database, user name, password and TLS. A secret: it may
    /// hold the password.</summary>
    /// <value>empty</value>
    public string ConnectionString { get; set; } = "";

    /// <summary>A file with the connection string.</summary>
    /// <value>empty</value>
    [ConfigurationKeyName("ConnectionString_FILE")]
    public string ConnectionStringFile { get; set; } = "";

    /// <summary>The server's name or address, or the folder of its Unix socket.</summary>
    /// <value>localhost</value>
    [Required]
    public string Host { get; set; } = "localhost";

    /// <summary>The server's port, 1 to 65,535.</summary>
    /// <value>5432</value>
    [Range(1, 65_535)]
    public int Port { get; set; } = 5_432;

    /// <summary>The database; it must exist.</summary>
    /// <value>pihub</value>
    [Required]
    public string Database { get; set; } = "pihub";

    /// <summary>The user's name; it must own the schema or may create it.</summary>
    /// <value>pihub</value>
    [Required]
    public string Username { get; set; } = "pihub";

    /// <summary>The user's password. A secret.</summary>
    /// <value>empty</value>
    public string Password { get; set; } = "";

    /// <summary>A file with the password.</summary>
    /// <value>empty</value>
    [ConfigurationKeyName("Password_FILE")]
    public string PasswordFile { get; set; } = "";

    /// <summary>How the connection is encrypted.</summary>
    /// <value>Prefer</value>
    [EnumDataType(typeof(PostgresTls))]
    public PostgresTls Tls { get; set; }

    /// <summary>The schema with the hub's tables, created when missing: each hub needs one of its own. 1 to 63 characters, a-z, 0-9 and
    /// '_', no digit first.</summary>
    /// <value>pihub</value>
    [RegularExpression("^[a-z_][a-z0-9_]{0,62}$")]
    public string Schema { get; set; } = "pihub";

    /// <summary>Whether the readings become a compressed hypertable when the extension timescaledb is installed in the database before the
    /// hub creates its tables.</summary>
    /// <value>true</value>
    public bool UseTimescale { get; set; } = true;

    /// <summary>How long connecting may take, 1 s to 1 min.</summary>
    /// <value>00:00:05</value>
    [Range(typeof(TimeSpan), "00:00:01", "00:01:00")]
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a statement may take, 1 s to 1 h.</summary>
    /// <value>00:00:30</value>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan CommandTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long writing waits for a table that another session has locked, 1 s to 10 min.</summary>
    /// <value>00:00:10</value>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan LockTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a query waits until what was recorded before it is in PostgreSQL, 1 s to 10 min; then it fails.</summary>
    /// <value>00:00:10</value>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan QueryWait { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How many connections may be open, 2 to 100: one ships, the others answer queries; further queries wait.</summary>
    /// <value>6</value>
    [Range(2, 100)]
    public int MaximumConnections { get; set; } = 6;

    /// <summary>How many journal entries one transaction takes at most, 1 to 10,000.</summary>
    /// <value>2000</value>
    [Range(1, 10_000)]
    public int BatchEntries { get; set; } = 2_000;
}
