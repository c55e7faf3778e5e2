using Microsoft.AspNetCore.Mvc;
using PiHub.Logs;

namespace PiHub.Api.Logs;

/// <summary>The query string of a request for lines of the log.</summary>
internal sealed class LogRequest
{
    private const int DefaultLimit = 200;
    private const int MaximumLimit = 1_000;
    private const int LongestText = 200;

    /// <summary>The id of a plugin; none: all lines.</summary>
    [FromQuery(Name = "plugin")]
    public string? Plugin { get; set; }

    /// <summary>The least grave level; none: trace.</summary>
    [FromQuery(Name = "level")]
    public string? Level { get; set; }

    /// <summary>What the message, category or exception contains.</summary>
    [FromQuery(Name = "text")]
    public string? Text { get; set; }

    /// <summary>What the category contains.</summary>
    [FromQuery(Name = "category")]
    public string? Category { get; set; }

    /// <summary>The number of the line before which to go on.</summary>
    [FromQuery(Name = "before")]
    public string? Before { get; set; }

    /// <summary>How many lines, 1 to 1,000; none: 200.</summary>
    [FromQuery(Name = "limit")]
    public string? Limit { get; set; }

    /// <summary>What is asked for; what is wrong is noted with the parameters.</summary>
    public LogQuery Query(QueryParameters parameters)
    {
        foreach ((string name, string? value) in (ReadOnlySpan<(string, string?)>)[("text", Text), ("category", Category), ("plugin", Plugin)])
        {
            if (value?.Length > LongestText)
            {
                parameters.Refuse(name, $"{name} has at most {LongestText} characters");
            }
        }

        return new LogQuery
        {
            Plugin = string.IsNullOrEmpty(Plugin) ? null : Plugin,
            Level = LogLevelNames.Read("level", Level, parameters),
            Text = Text,
            Category = Category,
            Before = parameters.Number("before", Before, minimum: 1, int.MaxValue),
            Limit = parameters.Number("limit", Limit, minimum: 1, MaximumLimit) ?? DefaultLimit,
        };
    }
}
