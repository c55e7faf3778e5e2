using System.Text.Json;
using PiHub.Sdk.Devices;

namespace DemoMeter;

/// <summary>The arguments of <c>simulate_dip</c>.</summary>
/// <param name="Phase">The phase, 0 to 2.</param>
/// <param name="ResidualPercent">What is left of the nominal voltage, 10 to 90 %.</param>
/// <param name="Duration">How long, 10 ms to 60 s.</param>
internal sealed record DipArguments(int Phase, double ResidualPercent, TimeSpan Duration)
{
    public static JsonElement Schema { get; } = JsonElement.Parse(
        """
        {
          "type": "object",
          "required": ["phase", "residual_percent", "duration_ms"],
          "additionalProperties": false,
          "properties": {
            "phase": { "type": "string", "enum": ["l1", "l2", "l3"], "title": "Phase" },
            "residual_percent": { "type": "number", "minimum": 10, "maximum": 90, "default": 70, "title": "Residual voltage in %" },
            "duration_ms": { "type": "integer", "minimum": 10, "maximum": 60000, "default": 1000, "title": "Duration in ms" }
          }
        }
        """);

    /// <summary>Reads the arguments.</summary>
    /// <exception cref="DeviceFaultException">They break the schema; the message says where.</exception>
    public static DipArguments Read(JsonElement arguments)
    {
        if (arguments.ValueKind != JsonValueKind.Object)
        {
            throw new DeviceFaultException("simulate_dip needs the arguments phase, residual_percent and duration_ms.");
        }

        int phase = arguments.TryGetProperty("phase", out JsonElement name) && name.ValueKind == JsonValueKind.String
            ? Array.IndexOf(["l1", "l2", "l3"], name.GetString())
            : -1;
        if (phase < 0)
        {
            throw new DeviceFaultException("'phase' must be l1, l2 or l3.");
        }

        if (!arguments.TryGetProperty("residual_percent", out JsonElement residual)
            || residual.ValueKind != JsonValueKind.Number || residual.GetDouble() is not (>= 10 and <= 90))
        {
            throw new DeviceFaultException("'residual_percent' must be a number from 10 to 90.");
        }

        return arguments.TryGetProperty("duration_ms", out JsonElement duration)
            && duration.ValueKind == JsonValueKind.Number && duration.TryGetInt32(out int milliseconds) && milliseconds is >= 10 and <= 60_000
                ? new DipArguments(phase, residual.GetDouble(), TimeSpan.FromMilliseconds(milliseconds))
                : throw new DeviceFaultException("'duration_ms' must be a whole number from 10 to 60000.");
    }
}
