using System.Text.Json.Serialization;

namespace PiHub.Api.SystemStatus;

/// <summary>What the firmware of a Raspberry Pi says about its power and heat: the bits of <c>vcgencmd get_throttled</c>, Raspberry Pi
/// documentation, "vcgencmd".</summary>
/// <param name="UnderVoltage">Bit 0: the voltage is too low now.</param>
/// <param name="FrequencyCapped">Bit 1: the processor's frequency is capped now.</param>
/// <param name="Throttled">Bit 2: the processor is slowed down now.</param>
/// <param name="SoftTemperatureLimit">Bit 3: the soft limit of the temperature is reached now.</param>
/// <param name="UnderVoltageSinceBoot">Bit 16: the voltage was too low since the machine started.</param>
/// <param name="FrequencyCappedSinceBoot">Bit 17: the frequency was capped since then.</param>
/// <param name="ThrottledSinceBoot">Bit 18: the processor was slowed down since then.</param>
/// <param name="SoftTemperatureLimitSinceBoot">Bit 19: the soft limit was reached since then.</param>
internal sealed record ThrottledResponse(
    bool UnderVoltage,
    bool FrequencyCapped,
    bool Throttled,
    bool SoftTemperatureLimit,
    [property: JsonPropertyName("under_voltage_since_boot")] bool UnderVoltageSinceBoot,
    [property: JsonPropertyName("frequency_capped_since_boot")] bool FrequencyCappedSinceBoot,
    [property: JsonPropertyName("throttled_since_boot")] bool ThrottledSinceBoot,
    [property: JsonPropertyName("soft_temperature_limit_since_boot")] bool SoftTemperatureLimitSinceBoot)
{
    public static ThrottledResponse Of(uint bits)
    {
        bool Bit(int number) => (bits & (1u << number)) != 0;
        return new ThrottledResponse(Bit(0), Bit(1), Bit(2), Bit(3), Bit(16), Bit(17), Bit(18), Bit(19));
    }
}
