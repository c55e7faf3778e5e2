using System.Data.Common;
using PiHub.Sdk.Readings;
using PiHub.Sdk.Storage;

namespace PiHub.Fixtures.Upgrade;

/// <summary>Books in a table how often it was given each sample.</summary>
internal abstract class Booking(IPluginDatabase database, string table) : ISampleHandler
{
    public async ValueTask HandleAsync(Sample sample, CancellationToken cancellationToken)
    {
        await using DbConnection connection = database.Open();
        await using DbCommand book = connection.CreateCommand();
        book.CommandText = $"INSERT INTO {table} VALUES(@number, 1) ON CONFLICT DO UPDATE SET times=times+1";
        DbParameter number = book.CreateParameter();
        (number.ParameterName, number.Value) = ("@number", sample.Metrics["number"].Number.GetValueOrDefault());
        book.Parameters.Add(number);
        await book.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>How many samples it has, and how often it was given one, e.g. <c>7/7</c>.</summary>
    public string Balance()
    {
        using DbConnection connection = database.Open();
        using DbCommand count = connection.CreateCommand();
        count.CommandText = $"SELECT count(*) || '/' || coalesce(sum(times), 0) FROM {table}";
        return (string)(count.ExecuteScalar() ?? "");
    }
}
