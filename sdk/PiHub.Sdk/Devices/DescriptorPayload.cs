using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using PiHub.Sdk.Bus;
using PiHub.Sdk.Readings;

namespace PiHub.Sdk.Devices;

/// <summary>The JSON form of a descriptor on <c>pihub/&lt;device&gt;/descriptor</c>.</summary>
/// <remarks>Names are snake_case; a metric's kind is <c>measurement</c>, <c>total</c> or <c>total_increasing</c>; what is null is left
/// out; unknown fields are skipped. Since 0.1.</remarks>
public static class DescriptorPayload
{
    /// <summary>The most metrics of one device.</summary>
    public const int MaximumMetrics = SamplePayload.MaximumMetrics;

    /// <summary>The longest device name, in UTF-16 characters.</summary>
    public const int MaximumNameLength = 100;

    /// <summary>Reads a payload.</summary>
    /// <param name="payload">UTF-8 JSON.</param>
    /// <param name="descriptor">The descriptor.</param>
    /// <param name="error">What is wrong, for the publisher.</param>
    /// <returns>False when the payload is not a descriptor.</returns>
    public static bool TryRead(
        ReadOnlySpan<byte> payload,
        [NotNullWhen(true)] out DeviceDescriptor? descriptor,
        [NotNullWhen(false)] out string? error)
    {
        descriptor = null;
        DeviceDescriptor? read;
        try
        {
            read = JsonSerializer.Deserialize(payload, DescriptorJson.Default.DeviceDescriptor);
        }
        catch (JsonException exception)
        {
            error = "the descriptor is not valid JSON: " + exception.Message;
            return false;
        }

        if (read is null)
        {
            error = "the descriptor must be a JSON object";
            return false;
        }

        // Source-generated metadata sets init properties that the JSON leaves out to null, not to their initial value.
        read = read with { Metrics = read.Metrics ?? [], Commands = read.Commands ?? [] };
        error = Check(read) ?? CheckText(read);
        descriptor = error is null ? read : null;
        return descriptor is not null;
    }

    // A command's schema is kept as it came; half a surrogate pair in it shows only when it is written.
    private static string? CheckText(DeviceDescriptor descriptor)
    {
        try
        {
            JsonSerializer.SerializeToUtf8Bytes(descriptor, DescriptorJson.Default.DeviceDescriptor);
            return null;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or ArgumentException)
        {
            return "a text in it is not valid Unicode";
        }
    }

    /// <summary>Writes a payload.</summary>
    /// <param name="descriptor">The descriptor.</param>
    /// <returns>UTF-8 JSON.</returns>
    /// <exception cref="ArgumentException">The descriptor breaks a rule; the message says which.</exception>
    public static byte[] Write(DeviceDescriptor descriptor)
    {
        ArgumentNullException.ThrowIfNull(descriptor);
        return Check(descriptor) is { } error
            ? throw new ArgumentException($"The descriptor is refused: {error}.", nameof(descriptor))
            : JsonSerializer.SerializeToUtf8Bytes(descriptor, DescriptorJson.Default.DeviceDescriptor);
    }

    private static string? Check(DeviceDescriptor descriptor)
    {
        if (string.IsNullOrWhiteSpace(descriptor.Name) || descriptor.Name.Length > MaximumNameLength)
        {
            return $"the name must have 1 to {MaximumNameLength} characters";
        }

        return CheckMetrics(descriptor.Metrics) ?? CheckCommands(descriptor.Commands);
    }

    private static string? CheckMetrics(IReadOnlyList<MetricDescriptor> metrics)
    {
        if (metrics.Count > MaximumMetrics)
        {
            return $"there are more than {MaximumMetrics} metrics";
        }

        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (MetricDescriptor? metric in metrics)
        {
            if (metric is null)
            {
                return "a metric is null";
            }

            if (SamplePayload.NameError(metric.Name) is { } error)
            {
                return error;
            }

            if (!names.Add(metric.Name))
            {
                return $"the metric '{metric.Name}' is given twice";
            }
        }

        return null;
    }

    private static string? CheckCommands(IReadOnlyList<CommandDescriptor> commands)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (CommandDescriptor? command in commands)
        {
            // A command's name has the same form as a device id: both are one level of a topic.
            if (!DeviceTopic.IsValidId(command?.Name))
            {
                return $"the command name '{command?.Name}' must be 1 to 63 characters: a-z, 0-9, '_' and '-', starting with a letter or digit";
            }

            if (command.Arguments is { ValueKind: not JsonValueKind.Object })
            {
                return $"the argument schema of the command '{command.Name}' must be a JSON object";
            }

            if (!names.Add(command.Name))
            {
                return $"the command '{command.Name}' is given twice";
            }
        }

        return null;
    }
}
