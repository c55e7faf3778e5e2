using PiHub.Sdk.Readings;
using PiHub.Sqlite;
using SQLitePCL;

namespace PiHub.Recorder.Storage;

/// <summary>Metric values in statements: a number, a boolean (integer) or a text.</summary>
internal static class MetricColumns
{
    public static void Bind(this Statement statement, int parameter, MetricValue value)
    {
        switch (value)
        {
            case { Text: { } text }:
                statement.Bind(parameter, text);
                break;
            case { Boolean: { } boolean }:
                statement.Bind(parameter, boolean ? 1L : 0L);
                break;
            default:
                statement.Bind(parameter, value.Number.GetValueOrDefault());
                break;
        }
    }

    public static MetricValueKind Kind(this Statement statement, int column) => statement.TypeCode(column) switch
    {
        raw.SQLITE_FLOAT => MetricValueKind.Number,
        raw.SQLITE_INTEGER => MetricValueKind.Boolean,
        _ => MetricValueKind.Text,
    };

    public static MetricValue Value(this Statement statement, int column) => statement.Kind(column) switch
    {
        MetricValueKind.Number => statement.Number(column),
        MetricValueKind.Boolean => statement.WholeNumber(column) != 0,
        _ => statement.Text(column),
    };
}
