using PiHub.Sdk.Pages;

namespace PiHub.Plugins.PowerQuality;

/// <summary>The plugin's pages.</summary>
internal static class Pages
{
    public static PluginPage LatestValues { get; } = new()
    {
        Id = "latest-values",
        Title = "Power quality",
        Elements =
        [
            new PageTable
            {
                Title = "Latest values per phase",
                Source = "latest-values",
                RowHeading = "Phase",
                EmptyText = "No three-phase meter has reported yet.",
                Live = true,
                Columns =
                [
                    new PageColumn { Field = "voltage", Heading = "Voltage", Unit = "V", Decimals = 1 },
                    new PageColumn { Field = "current", Heading = "Current", Unit = "A", Decimals = 2 },
                    new PageColumn { Field = "power", Heading = "Active power", Unit = "W", Decimals = 0 },
                    new PageColumn { Field = "voltage_freq", Heading = "Frequency", Unit = "Hz", Decimals = 2 },
                    new PageColumn { Field = "timestamp", Heading = "Measured", Kind = ColumnKind.Time },
                ],
            },
        ],
    };
}
