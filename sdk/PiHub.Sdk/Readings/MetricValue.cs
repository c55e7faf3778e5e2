using System.Buffers;
using System.Globalization;
using System.Text;

namespace PiHub.Sdk.Readings;

/// <summary>The value of a metric: a finite number, a boolean, or a text of at most 255 characters.</summary>
/// <remarks>Since 0.1.</remarks>
public readonly record struct MetricValue
{
    /// <summary>The longest text, in UTF-16 characters.</summary>
    public const int MaximumTextLength = 255;

    private readonly double _number;
    private readonly string? _text;

    private MetricValue(MetricValueKind kind, double number, string? text)
    {
        Kind = kind;
        _number = number;
        _text = text;
    }

    /// <summary>Which of the three it is.</summary>
    public MetricValueKind Kind { get; }

    /// <summary>The number, in the metric's unit; 1 or 0 for a boolean; null for a text.</summary>
    public double? Number => Kind == MetricValueKind.Text ? null : _number;

    /// <summary>The boolean; null for anything else.</summary>
    public bool? Boolean => Kind == MetricValueKind.Boolean ? _number != 0 : null;

    /// <summary>The text; null for anything else.</summary>
    public string? Text => _text;

    /// <summary>Makes a number.</summary>
    /// <param name="value">A finite number in the metric's unit.</param>
    /// <exception cref="ArgumentOutOfRangeException">Not finite: a reading that is not there is not sent.</exception>
    public static MetricValue FromNumber(double value) => double.IsFinite(value)
        ? new(MetricValueKind.Number, value, null)
        : throw new ArgumentOutOfRangeException(nameof(value), value, "A metric's number must be finite.");

    /// <summary>Makes a boolean.</summary>
    /// <param name="value">The boolean.</param>
    public static MetricValue FromBoolean(bool value) => new(MetricValueKind.Boolean, value ? 1 : 0, null);

    /// <summary>Makes a text.</summary>
    /// <param name="value">At most <see cref="MaximumTextLength"/> characters.</param>
    /// <exception cref="ArgumentOutOfRangeException">Too long.</exception>
    /// <exception cref="ArgumentException">Not valid Unicode (a lone surrogate), which neither JSON nor the database can keep.</exception>
    public static MetricValue FromText(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        if (value.Length <= MaximumTextLength && !Utf16IsValid(value))
        {
            throw new ArgumentException("A text must be valid Unicode; this one has a lone surrogate.", nameof(value));
        }

        return value.Length <= MaximumTextLength
            ? new(MetricValueKind.Text, 0, value)
            : throw new ArgumentOutOfRangeException(nameof(value), value.Length, $"A text has at most {MaximumTextLength} characters.");
    }

    /// <summary>Makes a number, see <see cref="FromNumber"/>.</summary>
    /// <param name="value">A finite number in the metric's unit.</param>
    public static implicit operator MetricValue(double value) => FromNumber(value);

    /// <summary>Makes a boolean, see <see cref="FromBoolean"/>.</summary>
    /// <param name="value">The boolean.</param>
    public static implicit operator MetricValue(bool value) => FromBoolean(value);

    /// <summary>Makes a text, see <see cref="FromText"/>.</summary>
    /// <param name="value">At most <see cref="MaximumTextLength"/> characters.</param>
    public static implicit operator MetricValue(string value) => FromText(value);

    /// <summary>The value as people read it, without unit.</summary>
    public override string ToString() => Kind switch
    {
        MetricValueKind.Text => _text!, // set by the only constructor call that makes a text
        MetricValueKind.Boolean => _number != 0 ? "true" : "false",
        _ => _number.ToString("R", CultureInfo.InvariantCulture),
    };

    private static bool Utf16IsValid(string value)
    {
        for (ReadOnlySpan<char> rest = value; !rest.IsEmpty;)
        {
            if (Rune.DecodeFromUtf16(rest, out _, out int length) != OperationStatus.Done)
            {
                return false;
            }

            rest = rest[length..];
        }

        return true;
    }
}
