using Microsoft.Extensions.Logging;
using Npgsql;
using PiHub.Recorder.Postgres.Connecting;

namespace PiHub.Recorder.Postgres.Tables;

/// <summary>Creates the tables and brings them up to date.</summary>
/// <param name="source">Where.</param>
/// <param name="isTimescaleWanted">Whether TimescaleDB is used when it is there.</param>
/// <param name="logger">Says what was done.</param>
internal sealed class Migrations(PostgresSource source, bool isTimescaleWanted, ILogger logger)
{
    // The first with FETCH FIRST … WITH TIES.
    private static readonly Version OldestServer = new(13, 0);

    // Wide columns first: a row without text takes 48 bytes with its header. A null takes none.
    // Ids of deleted series wait in "purge" until their rows are gone. "entry" is set while a reading's time is estimated.
    private static readonly string[] Versions =
    [
        """
        create table state (
            single boolean primary key default true check (single),
            shipped bigint not null, shipped_at timestamptz not null, last_series integer not null);
        insert into state (shipped, shipped_at, last_series) values (0, '-infinity', 0);
        create table series (
            id integer primary key, device text not null, metric text not null,
            raw_from bigint, minutes_until bigint, hours_until bigint, days_until bigint, unique (device, metric));
        create table reading (
            time timestamptz not null, number double precision not null, entry bigint, series_id integer not null,
            flags smallint not null, text text, primary key (series_id, time));
        create index reading_entry on reading (entry) where entry is not null;
        create table rollup (
            start timestamptz not null, count bigint not null, minimum double precision not null, maximum double precision not null,
            sum double precision not null, first double precision not null, last double precision not null,
            resets double precision not null, series_id integer not null, level smallint not null,
            primary key (series_id, level, start));
        create table stale (
            id bigint primary key, series_id integer not null, from_milliseconds bigint not null, to_milliseconds bigint not null);
        create table event (
            time timestamptz not null, device text not null, type text not null, payload text not null, digest bytea not null,
            primary key (device, time, type, digest));
        create table purge (series_id integer primary key);
        create view named_reading as
            select s.device, s.metric, r.time, case when (r.flags & 3) = 2 then null else r.number end as number, r.text,
                (array['good', 'uncertain', 'time_estimated', 'time_corrected'])[(r.flags >> 4) + 1] as quality
            from reading r join series s on s.id = r.series_id;
        """,
    ];

    /// <summary>Creates what is missing, all or nothing.</summary>
    public async Task RunAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await CheckServerAsync(connection, cancellationToken);
        await using NpgsqlTransaction transaction = await connection.BeginTransactionAsync(cancellationToken);
        await connection.Command("select pg_advisory_xact_lock(hashtext('pihub.' || $1))", source.Schema).RunAsync(cancellationToken);
        int version = await VersionAsync(connection, cancellationToken);
        if (version > Versions.Length)
        {
            throw new ServerRefusalException(
                $"{source.Place}: the tables of schema '{source.Schema}' are of version {version}, made by a newer hub; update this one.");
        }

        for (int next = version; next < Versions.Length; next++)
        {
            await connection.Command(Versions[next]).RunAsync(cancellationToken);
        }

        await connection.Command("update schema_version set version = $1 where version <> $1", Versions.Length).RunAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        if (version < Versions.Length)
        {
            logger.Migrated(Versions.Length, source.Schema);
        }

        if (version == 0 && isTimescaleWanted)
        {
            await Hypertables.TryCreateAsync(connection, logger, cancellationToken);
        }
    }

    private async ValueTask CheckServerAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        if (connection.PostgreSqlVersion < OldestServer)
        {
            throw new ServerRefusalException($"{source.Place} is version {connection.PostgreSqlVersion}; the hub needs {OldestServer} or newer.");
        }

        if (await connection.Command("select current_setting('server_encoding')").ScalarAsync(cancellationToken) is not "UTF8" and var encoding)
        {
            throw new ServerRefusalException(
                $"{source.Place}: the database '{source.Database}' keeps text as {encoding}, which cannot hold every text; create it with "
                + "encoding UTF8 (createdb -E UTF8 -T template0).");
        }

        if (await connection.Command("select current_setting('transaction_read_only')").ScalarAsync(cancellationToken) is "on")
        {
            throw new ServerRefusalException(
                $"{source.Place} is read-only: it is a standby, or default_transaction_read_only is on; name the primary server.");
        }
    }

    // The schema's name is checked by the options: it needs no escape.
    private async ValueTask<int> VersionAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        if (await connection.Command("select 1 from pg_namespace where nspname = $1", source.Schema).ScalarAsync(cancellationToken) is null)
        {
            await connection.Command($"create schema \"{source.Schema}\"").RunAsync(cancellationToken);
        }

        string table = $"\"{source.Schema}\".schema_version";
        if (await connection.Command("select to_regclass($1)::text", table).ScalarAsync(cancellationToken) is null)
        {
            await connection.Command(
                $"create table {table} (version integer not null); insert into {table} (version) values (0)").RunAsync(cancellationToken);
        }

        return await connection.Command($"select version from {table}").ScalarAsync(cancellationToken) is int version ? version : 0;
    }
}
