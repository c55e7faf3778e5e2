namespace PiHub.Api.Readings;

/// <summary>The units of integrals over hours.</summary>
internal static class IntegralUnits
{
    /// <summary>What a unit times an hour is called: <c>Wh</c> for W, <c>°C·h</c> for °C, <c>h</c> for no unit.</summary>
    public static string Of(string? unit) => unit switch
    {
        null or "" => "h",
        "mW" or "W" or "kW" or "MW" or "GW" or "VA" or "kVA" or "MVA" or "var" or "kvar" or "Mvar" or "mA" or "A" or "kA" => unit + "h",
        _ => unit + "·h",
    };
}
