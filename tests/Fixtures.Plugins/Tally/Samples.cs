using System.Data.Common;
using System.Globalization;
using PiHub.Sdk.Plugins;
using PiHub.Sdk.Readings;
using PiHub.Sdk.Storage;

namespace PiHub.Fixtures.Tally;

/// <summary>Counts each number of the metric <c>number</c>.</summary>
internal sealed class Samples(IPluginDatabase database, PluginManifest manifest) : ISampleHandler
{
    public ValueTask HandleAsync(Sample sample, CancellationToken cancellationToken)
    {
        using DbConnection connection = database.Open();
        using DbCommand command = connection.CreateCommand();
        command.CommandText = "INSERT INTO sample VALUES(@number, 1) ON CONFLICT(number) DO UPDATE SET times=times+1";
        DbParameter number = command.CreateParameter();
        (number.ParameterName, number.Value) = ("@number", (long)(sample.Metrics["number"].Number ?? -1));
        command.Parameters.Add(number);
        command.ExecuteNonQuery();
        return ValueTask.CompletedTask;
    }

    public Sum Sum()
    {
        using DbConnection connection = database.Open();
        using DbCommand command = connection.CreateCommand();
        command.CommandText = "SELECT count(*), coalesce(max(number), 0), coalesce(sum(times > 1), 0) FROM sample";
        using DbDataReader reader = command.ExecuteReader();
        reader.Read();
        return new Sum(manifest.Version, Number(reader, 0), Number(reader, 1), Number(reader, 2));
    }

    private static long Number(DbDataReader reader, int column) => Convert.ToInt64(reader.GetValue(column), CultureInfo.InvariantCulture);
}
