using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace PiHub.Fixtures.Showcase;

/// <summary>Routes of charts, tiles, uploads and a table of a thousand rows.</summary>
internal static class OtherEndpoints
{
    private const int MeasurementCount = 1_000;

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/suppliers", () => TypedResults.Ok<IReadOnlyList<Supplier>>(
            [.. Enumerable.Range(0, 40).Select(i => new Supplier("s" + i, $"Supplier {i:00} Ltd"))]));
        routes.MapGet("/summary", (Inventory inventory) => TypedResults.Ok(new Summary(
            inventory.All.Count, inventory.All.Sum(item => (item.Price ?? 0) * (item.StockCount ?? 0)), 21_000, 31.5, "low", 72)));
        routes.MapGet("/bay", () => TypedResults.Ok(new Bay(7)));
        routes.MapGet("/sales", () => TypedResults.Ok<IReadOnlyList<MonthlySales>>(
            [.. Enumerable.Range(1, 12).Select(month => new MonthlySales(
                CultureInfo.InvariantCulture.DateTimeFormat.GetAbbreviatedMonthName(month), 400 + (month * 37 % 210), 150 + (month * 83 % 390)))]));
        routes.MapGet("/climate", Climate);
        routes.MapGet("/weights", () => TypedResults.Ok<IReadOnlyList<Spot>>(
            [.. Enumerable.Range(1, 60).Select(i => new Spot(i * 0.4, 3 + (i * 0.9) + (i * 17 % 13)))]));
        routes.MapGet("/measurements", Measurements);
        routes.MapPost("/uploads", UploadAsync);
        routes.MapPost("/fail", () => TypedResults.Problem(
            "The printer is out of paper.", title: "Nothing was printed", statusCode: StatusCodes.Status503ServiceUnavailable));
        routes.MapPost("/recount", () => TypedResults.Ok(new Answers("All shelves are counted.")));
    }

    private static Ok<IReadOnlyList<Load>> Climate(DateTimeOffset from, DateTimeOffset to) => TypedResults.Ok<IReadOnlyList<Load>>(
    [
        .. Enumerable.Range(0, 200).Select(i => new Load(
            from + ((to - from) * i / 200), i is > 90 and < 110 ? null : 21 + Math.Sin(i / 12.0), 9 + (6 * Math.Sin(i / 30.0)))),
    ]);

    private static Ok<MeasurementPage> Measurements(
        int page, [FromQuery(Name = "page_size")] int pageSize, string? sort, string? search, [FromQuery(Name = "filter.sensor")] string? sensor)
    {
        IEnumerable<Measurement> found = Enumerable.Range(1, MeasurementCount)
            .Select(i => new Measurement(i, "Sensor " + (char)('A' + (i % 4)), DateTimeOffset.UnixEpoch.AddDays(20_000).AddMinutes(i), i * 37 % 500 / 10.0))
            .Where(each => sensor is null || each.Sensor == sensor)
            .Where(each => search is null || each.Id.ToString(CultureInfo.InvariantCulture).Contains(search, StringComparison.Ordinal));
        found = sort switch
        {
            "value" => found.OrderBy(each => each.Value),
            "-value" => found.OrderByDescending(each => each.Value),
            "-id" => found.OrderByDescending(each => each.Id),
            "-time" => found.OrderByDescending(each => each.Time),
            _ => found,
        };
        Measurement[] all = [.. found];
        int size = Math.Clamp(pageSize, 1, 200);
        return TypedResults.Ok(new MeasurementPage(
            [.. all.Skip((page - 1) * size).Take(size)], all.Length, new Dictionary<string, double> { ["value"] = all.Sum(each => each.Value) }));
    }

    private static async Task<Results<Ok<Answers>, ProblemHttpResult>> UploadAsync(string name, Stream body, CancellationToken cancellationToken)
    {
        byte[] buffer = new byte[64 * 1024];
        long received = 0;
        for (int read; (read = await body.ReadAsync(buffer, cancellationToken)) > 0;)
        {
            received += read;
        }

        return received == 0
            ? TypedResults.Problem($"{name} is empty.", statusCode: StatusCodes.Status400BadRequest)
            : TypedResults.Ok(new Answers($"{name} arrived with {received} bytes."));
    }
}
