using PiHub.Sdk.Plugins;

namespace PiHub.Fixtures.Showcase;

/// <summary>The items, in memory.</summary>
[Service]
internal sealed class Inventory
{
    private static readonly string[] Names = ["Hex bolt M8", "Oak board", "LED strip", "Copper pipe", "Paint, white", "Relay 24 V", "Glass pane", "Cable 3×1.5"];
    private static readonly string[] Categories = ["hardware", "timber", "electrical"];
    private static readonly string[] States = ["in_stock", "low", "sold_out"];

    private readonly Lock _lock = new(); // guards the two fields below
    private readonly SortedDictionary<int, Item> _items = [];
    private int _lastId;

    public Inventory(TimeProvider time)
    {
        for (int i = 0; i < 38; i++)
        {
            Add(Make(i, time.GetUtcNow()));
        }
    }

    public IReadOnlyList<Item> All
    {
        get
        {
            lock (_lock)
            {
                return [.. _items.Values];
            }
        }
    }

    public Item? Find(int id)
    {
        lock (_lock)
        {
            return _items.GetValueOrDefault(id);
        }
    }

    public Item Add(Item item)
    {
        lock (_lock)
        {
            Item added = item with { Id = ++_lastId, State = item.State ?? "in_stock" };
            return _items[added.Id] = added;
        }
    }

    public void Put(Item item)
    {
        lock (_lock)
        {
            _items[item.Id] = item;
        }
    }

    public bool Remove(int id)
    {
        lock (_lock)
        {
            return _items.Remove(id);
        }
    }

    private static Item Make(int i, DateTimeOffset now) => new()
    {
        Name = i < Names.Length ? Names[i] : $"{Names[i % Names.Length]} no. {i}",
        Category = Categories[i % 3],
        StockCount = i * 7 % 41,
        Price = Math.Round(1.35 + (i * 2.4), 2),
        Currency = i % 5 == 4 ? "USD" : "EUR",
        IsFragile = i % 4 == 2,
        State = States[i % 7 == 6 ? 2 : i % 3 == 1 ? 1 : 0],
        FilledPercent = i * 13 % 101,
        BoughtOn = $"2026-0{(i % 9) + 1}-1{i % 9}",
        ChangedAt = now.AddHours(-i * 5),
        LeadTimeSeconds = 86_400 + (i * 5_400),
        ManualBytes = i == 3 ? null : 48_000 * (i + 1.0),
        Notes = i == 0 ? "Zinc plated.\nKeep dry." : null,
        Supplier = "s" + (i % 20),
        Colour = "#c2410c",
    };
}
