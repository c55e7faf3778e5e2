namespace PiHub.Fixtures.Showcase;

/// <summary>A thing in the inventory, with a value for each kind of column.</summary>
internal sealed record Item
{
    public int Id { get; init; }

    public string? Name { get; init; }

    public string? Category { get; init; }

    public double? StockCount { get; init; }

    public double? Price { get; init; }

    public string? Currency { get; init; }

    public bool IsFragile { get; init; }

    public string? State { get; init; }

    public double? FilledPercent { get; init; }

    public string? BoughtOn { get; init; }

    public DateTimeOffset? ChangedAt { get; init; }

    public double? LeadTimeSeconds { get; init; }

    public double? ManualBytes { get; init; }

    public string? Notes { get; init; }

    public string? Colour { get; init; }

    public string? CheckTime { get; init; }

    public DateTimeOffset? NextCheck { get; init; }

    public string? Meter { get; init; }

    public string? Metric { get; init; }

    public string? Supplier { get; init; }

    public string? RepairNote { get; init; }

    public IReadOnlyList<Part>? Parts { get; init; }
}
