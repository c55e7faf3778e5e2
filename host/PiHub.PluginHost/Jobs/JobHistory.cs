using Dapper;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using PiHub.Sdk.Jobs;
using PiHub.Sqlite;

namespace PiHub.PluginHost.Jobs;

/// <summary>The jobs and their last runs, in <c>jobs.db</c>. While the disk fails nothing is kept, and the jobs run all the same.</summary>
internal sealed class JobHistory
{
    /// <summary>How many runs of each job are kept.</summary>
    public const int RunsKept = 200;

    private static readonly string[] Migrations =
    [
        """
        CREATE TABLE job(
          plugin TEXT NOT NULL, id TEXT NOT NULL, cron TEXT, interval_ms INTEGER, misfire INTEGER NOT NULL,
          skipped INTEGER NOT NULL DEFAULT 0, PRIMARY KEY(plugin, id)) STRICT, WITHOUT ROWID;
        CREATE TABLE job_run(
          id INTEGER PRIMARY KEY AUTOINCREMENT, plugin TEXT NOT NULL, job TEXT NOT NULL, scheduled_at INTEGER NOT NULL,
          started_at INTEGER, ended_at INTEGER, outcome INTEGER, error TEXT, progress REAL, text TEXT, started_by TEXT) STRICT;
        CREATE INDEX job_run_of ON job_run(plugin, job, id);
        """,
    ];

    private readonly SqliteDatabase _database;
    private readonly ILogger _logger;

    /// <summary>Opens the file; a damaged one is put aside, because no schedule is worth a hub that does not start.</summary>
    public JobHistory(string path, TimeProvider time, ILogger logger)
    {
        (_database, _logger) = (new SqliteDatabase(path), logger);
        try
        {
            _database.Migrate("jobs", Migrations);
        }
        catch (SqliteException exception) when (DiskTrouble.IsDamage(exception))
        {
            Log.JobsDamaged(logger, _database.MoveAside(time.GetUtcNow()), exception);
            _database.Migrate("jobs", Migrations);
        }
    }

    /// <summary>The file.</summary>
    public string Path => _database.Path;

    /// <summary>All jobs that are known; runs that a dead hub left open are closed first.</summary>
    public IReadOnlyList<JobRow> Load() => Try(
        connection =>
        {
            connection.Execute(
                "UPDATE job_run SET outcome=@outcome, error='the hub ended in the middle of it' WHERE outcome IS NULL",
                new { outcome = (long)JobOutcome.Interrupted });
            return connection.Query<(string, string, string?, long?, long, long)>("SELECT plugin, id, cron, interval_ms, misfire, skipped FROM job")
                .Select(row => new JobRow(
                    new JobName(row.Item1, row.Item2),
                    new JobSchedule(row.Item3, row.Item4 is { } ms ? TimeSpan.FromMilliseconds(ms) : null, (MisfirePolicy)row.Item5),
                    row.Item6))
                .ToArray();
        },
        otherwise: []);

    public void Save(JobRow job) => Try(connection => connection.Execute(
        """
        INSERT INTO job VALUES(@Plugin, @Job, @Cron, @Interval, @Misfire, @Skipped) ON CONFLICT(plugin, id) DO UPDATE
        SET cron=excluded.cron, interval_ms=excluded.interval_ms, misfire=excluded.misfire, skipped=excluded.skipped
        """,
        new
        {
            job.Name.Plugin, job.Name.Job, job.Schedule.Cron, Interval = (long?)job.Schedule.Interval?.TotalMilliseconds,
            Misfire = (long)job.Schedule.Misfire, job.Skipped,
        }), otherwise: 0);

    /// <summary>Takes a job off the list; its runs stay.</summary>
    public void Remove(JobName name) =>
        Try(connection => connection.Execute("DELETE FROM job WHERE plugin=@Plugin AND id=@Job", name), otherwise: 0);

    /// <summary>Deletes everything of a plugin.</summary>
    public void Forget(string plugin) => Try(
        connection => connection.Execute("DELETE FROM job_run WHERE plugin=@plugin; DELETE FROM job WHERE plugin=@plugin", new { plugin }),
        otherwise: 0);

    /// <summary>Writes a run down and drops the oldest ones.</summary>
    /// <returns>Its number; 0 when it could not be written.</returns>
    public long Add(JobName name, JobRunSnapshot run) => Try(
        connection =>
        {
            long id = connection.QuerySingle<long>(
                """
                INSERT INTO job_run(plugin, job, scheduled_at, started_at, ended_at, outcome, error, progress, text, started_by)
                VALUES(@plugin, @job, @scheduled, @started, @ended, @outcome, @error, @progress, @text, @by) RETURNING id
                """,
                Parameters(name, run));
            connection.Execute(
                """
                DELETE FROM job_run WHERE plugin=@plugin AND job=@job AND id <=
                  (SELECT id FROM job_run WHERE plugin=@plugin AND job=@job ORDER BY id DESC LIMIT 1 OFFSET @kept)
                """,
                new { plugin = name.Plugin, job = name.Job, kept = RunsKept });
            return id;
        },
        otherwise: 0);

    /// <summary>Writes down how a run ended.</summary>
    public void End(JobName name, JobRunSnapshot run) => Try(connection => connection.Execute(
        "UPDATE job_run SET ended_at=@ended, outcome=@outcome, error=@error, progress=@progress, text=@text WHERE id=@id",
        Parameters(name, run)), otherwise: 0);

    /// <summary>The last runs of a job, newest first.</summary>
    /// <param name="name">The job.</param>
    /// <param name="before">Only runs with lower numbers; null for all.</param>
    /// <param name="limit">How many at most.</param>
    public IReadOnlyList<JobRunSnapshot> Runs(JobName name, long? before, int limit) => Try(
        connection => connection.Query<RunRow>(
            """
            SELECT id AS Id, scheduled_at AS ScheduledAt, started_at AS StartedAt, ended_at AS EndedAt, outcome AS Outcome,
              error AS Error, progress AS Progress, text AS Text, started_by AS StartedBy FROM job_run
            WHERE plugin=@plugin AND job=@job AND id < @before ORDER BY id DESC LIMIT @limit
            """,
            new { plugin = name.Plugin, job = name.Job, before = before ?? long.MaxValue, limit }).Select(Read).ToArray(),
        otherwise: []);

    private static JobRunSnapshot Read(RunRow row) => new()
    {
        Id = row.Id,
        ScheduledAt = DateTimeOffset.FromUnixTimeMilliseconds(row.ScheduledAt),
        StartedAt = row.StartedAt is { } started ? DateTimeOffset.FromUnixTimeMilliseconds(started) : null,
        EndedAt = row.EndedAt is { } ended ? DateTimeOffset.FromUnixTimeMilliseconds(ended) : null,
        Outcome = (JobOutcome?)row.Outcome,
        Error = row.Error,
        Progress = row.Progress,
        Text = row.Text,
        StartedBy = row.StartedBy,
    };

    private static object Parameters(JobName name, JobRunSnapshot run) => new
    {
        id = run.Id,
        plugin = name.Plugin,
        job = name.Job,
        scheduled = run.ScheduledAt.ToUnixTimeMilliseconds(),
        started = run.StartedAt?.ToUnixTimeMilliseconds(),
        ended = run.EndedAt?.ToUnixTimeMilliseconds(),
        outcome = (long?)run.Outcome,
        error = run.Error,
        progress = run.Progress,
        text = run.Text,
        by = run.StartedBy,
    };

    private T Try<T>(Func<SqliteConnection, T> work, T otherwise)
    {
        try
        {
            using SqliteConnection connection = _database.Open();

            // No flush to disk for each run, for jobs that are due every few seconds: a power cut may take the last lines of the history.
            connection.Execute("PRAGMA synchronous=NORMAL");
            using SqliteTransaction transaction = connection.BeginTransaction(deferred: true);
            T result = work(connection);
            transaction.Commit();
            return result;
        }
        catch (SqliteException exception)
        {
            Log.JobsNotKept(_logger, exception);
            return otherwise;
        }
    }

    private sealed class RunRow
    {
        public long Id { get; init; }

        public long ScheduledAt { get; init; }

        public long? StartedAt { get; init; }

        public long? EndedAt { get; init; }

        public long? Outcome { get; init; }

        public string? Error { get; init; }

        public double? Progress { get; init; }

        public string? Text { get; init; }

        public string? StartedBy { get; init; }
    }
}
