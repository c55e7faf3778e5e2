using Microsoft.Extensions.Primitives;
using PiHub.Sdk.Bus;

namespace PiHub.Api.Readings;

/// <summary>A metric of a device, as <c>&lt;device&gt;/&lt;metric&gt;</c> in a query string.</summary>
/// <param name="Device">The device's id.</param>
/// <param name="Metric">The metric's name.</param>
internal readonly record struct SeriesName(string Device, string Metric)
{
    /// <summary>Reads all of a query string; what is wrong is refused by name.</summary>
    public static List<SeriesName> Read(QueryParameters parameters, StringValues texts, int most)
    {
        List<SeriesName> names = [];
        foreach (string? text in texts)
        {
            int slash = text?.IndexOf('/', StringComparison.Ordinal) ?? -1;
            if (text is null || slash < 1 || slash == text.Length - 1 || !DeviceTopic.IsValidId(text[..slash]))
            {
                parameters.Refuse("series", $"'{text}' is no series; name it <device>/<metric>");
                continue;
            }

            names.Add(new SeriesName(text[..slash], text[(slash + 1)..]));
        }

        if (texts.Count > most)
        {
            parameters.Refuse("series", $"at most {most} series at a time, not {texts.Count}");
        }

        return names;
    }
}
