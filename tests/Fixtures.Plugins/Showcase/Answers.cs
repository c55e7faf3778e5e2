namespace PiHub.Fixtures.Showcase;

/// <summary>What the routes answer and take besides items.</summary>
internal sealed record Answers(string Message);

internal sealed record Supplier(string Value, string Label);

internal sealed record Bay(int Full);

internal sealed record Summary(int Items, double Value, double ValueBefore, double Temperature, string State, double FilledPercent);

internal sealed record MonthlySales(string Month, double Shop, double Online);

internal sealed record Load(DateTimeOffset Time, double? Inside, double? Outside);

internal sealed record Spot(double WeightKilograms, double Price);

internal sealed record Measurement(int Id, string Sensor, DateTimeOffset Time, double Value);

internal sealed record MeasurementPage(IReadOnlyList<Measurement> Items, int Total, Dictionary<string, double> Totals);

internal sealed record Bulk(int[] Keys, string? Category);

internal sealed record Order(double? Amount);
