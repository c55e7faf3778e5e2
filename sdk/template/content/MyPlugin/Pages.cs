using PiHub.Sdk.Pages;

namespace MyPlugin;

/// <summary>The pages, described as data and drawn by the hub.</summary>
internal static class Pages
{
    public static PluginPage Peaks { get; } = new()
    {
        Id = "peaks",
        Title = "MyPlugin",
        Elements =
        [
            new PageTable
            {
                Title = "Highest values",
                Source = "peaks",
                EmptyText = "Nothing was measured yet.",
                Live = true,
                Columns =
                [
                    new PageColumn { Field = "device", Heading = "Device" },
                    new PageColumn { Field = "value", Heading = "Highest value", Decimals = 1 },
                    new PageColumn { Field = "time", Heading = "Measured", Kind = ColumnKind.Time },
                ],
            },
        ],
    };
}
