using System.Text.Json.Serialization;

namespace PiHub.Fixtures.Showcase;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(IReadOnlyList<Item>))]
[JsonSerializable(typeof(Answers))]
[JsonSerializable(typeof(IReadOnlyList<Supplier>))]
[JsonSerializable(typeof(Bay))]
[JsonSerializable(typeof(Summary))]
[JsonSerializable(typeof(IReadOnlyList<MonthlySales>))]
[JsonSerializable(typeof(IReadOnlyList<Load>))]
[JsonSerializable(typeof(IReadOnlyList<Spot>))]
[JsonSerializable(typeof(MeasurementPage))]
[JsonSerializable(typeof(Bulk))]
[JsonSerializable(typeof(Order))]
internal sealed partial class ShowcaseJson : JsonSerializerContext;
