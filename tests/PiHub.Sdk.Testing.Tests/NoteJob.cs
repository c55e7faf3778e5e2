using System.Data.Common;
using System.Globalization;
using PiHub.Sdk.Jobs;
using PiHub.Sdk.Storage;

namespace PiHub.Sdk.Testing.Tests;

/// <summary>Writes down when it was due.</summary>
internal sealed class NoteJob(IPluginDatabase database) : IPluginJob
{
    public Task RunAsync(IJobRun run, CancellationToken cancellationToken)
    {
        run.Report(0.5, "writing");
        using DbConnection connection = database.Open();
        using DbCommand insert = connection.CreateCommand();
        insert.CommandText = "INSERT INTO notes VALUES ($text)";
        DbParameter text = insert.CreateParameter();
        (text.ParameterName, text.Value) = ("$text", run.ScheduledTime.ToString("HH:mm", CultureInfo.InvariantCulture));
        insert.Parameters.Add(text);
        insert.ExecuteNonQuery();
        run.Report(2);
        return Task.CompletedTask;
    }

    public static string[] Read(IPluginDatabase database)
    {
        using DbConnection connection = database.Open();
        using DbCommand select = connection.CreateCommand();
        select.CommandText = "SELECT text FROM notes ORDER BY rowid";
        using DbDataReader rows = select.ExecuteReader();
        List<string> notes = [];
        while (rows.Read())
        {
            notes.Add(rows.GetString(0));
        }

        return [.. notes];
    }
}
