using System.ComponentModel.DataAnnotations;

namespace PiHub.Host.Composition;

/// <summary>Where the hub listens.</summary>
internal sealed class HubOptions
{
    /// <summary>The TCP port of the web interface and the HTTP API; 0 picks a free one. Restart to change.</summary>
    /// <value>8080</value>
    [Range(0, 65535)]
    public int HttpPort { get; set; } = 8080;

    /// <summary>The TCP port of the MQTT broker; 0 picks a free one. Restart to change.</summary>
    /// <value>1883</value>
    [Range(0, 65535)]
    public int MqttPort { get; set; } = 1883;

    /// <summary>Reads and checks the options; ports are needed before the options system is there.</summary>
    /// <exception cref="StartException">A value is out of range.</exception>
    public static HubOptions Read(IConfiguration configuration)
    {
        HubOptions options = configuration.Get<HubOptions>() ?? new HubOptions();
        var mistakes = new List<ValidationResult>();
        return Validator.TryValidateObject(options, new ValidationContext(options), mistakes, validateAllProperties: true)
            ? options
            : throw new StartException($"the configuration is refused: {string.Join(" ", mistakes.Select(mistake => mistake.ErrorMessage))}");
    }
}
