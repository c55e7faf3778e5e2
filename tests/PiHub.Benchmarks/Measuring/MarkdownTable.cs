using System.Globalization;
using System.Text;

namespace PiHub.Benchmarks.Measuring;

/// <summary>A table with a name in the first column and numbers in the others.</summary>
internal sealed class MarkdownTable
{
    private readonly StringBuilder _text = new();

    public MarkdownTable(params string[] columns) => _text.Append(CultureInfo.InvariantCulture, $"| | {string.Join(" | ", columns)} |\n|---|{string.Concat(columns.Select(_ => "---:|"))}\n");

    public void Add(string name, params string[] cells) => _text.Append(CultureInfo.InvariantCulture, $"| {name} | {string.Join(" | ", cells)} |\n");

    public override string ToString() => _text.ToString();

    /// <summary>A number with three or four digits that tell something; nothing for one that is not known.</summary>
    public static string Number(double value) => double.IsNaN(value)
        ? ""
        : value.ToString(value switch { < 10 => "0.00", < 100 => "0.0", _ => "#,0" }, CultureInfo.InvariantCulture);

    /// <summary>A number, and beside it how many messages were lost on the way to it.</summary>
    public static string Number(double value, long lostCount) =>
        lostCount == 0 ? Number(value) : string.Create(CultureInfo.InvariantCulture, $"{Number(value)} ({lostCount:#,0} LOST)");

    public static string Ratio(double value, double peer) => peer > 0 && value >= 0 ? (value / peer).ToString("0.00", CultureInfo.InvariantCulture) : "";
}
