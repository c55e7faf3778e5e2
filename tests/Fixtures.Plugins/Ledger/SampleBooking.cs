using System.Data.Common;
using PiHub.Sdk.Readings;
using PiHub.Sdk.Storage;

namespace PiHub.Fixtures.Ledger;

/// <summary>Books how often it was given each sample.</summary>
internal sealed class SampleBooking(IPluginDatabase database) : ISampleHandler
{
    public async ValueTask HandleAsync(Sample sample, CancellationToken cancellationToken)
    {
        await using DbConnection connection = database.Open();
        await using DbCommand book = connection.CreateCommand();
        book.CommandText = "INSERT INTO booking VALUES(@device, @number, 1) ON CONFLICT DO UPDATE SET times=times+1";
        Add(book, "@device", sample.Device);
        Add(book, "@number", sample.Metrics["a"].Number.GetValueOrDefault());
        await book.ExecuteNonQueryAsync(cancellationToken);
    }

    private static void Add(DbCommand command, string name, object value)
    {
        DbParameter parameter = command.CreateParameter();
        (parameter.ParameterName, parameter.Value) = (name, value);
        command.Parameters.Add(parameter);
    }
}
