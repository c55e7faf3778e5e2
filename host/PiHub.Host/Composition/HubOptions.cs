using System.ComponentModel.DataAnnotations;

namespace PiHub.Host.Composition;

/// <summary>Where the hub listens.</summary>
internal sealed class HubOptions
{
    private const int DefaultHttpPort = 8080;
    private const int DefaultHttpsPort = 8443;

    /// <summary>The TCP port of the web interface and the HTTP API; 0 picks a free one. Restart to change.</summary>
    /// <value>8080</value>
    [Range(0, 65535)]
    public int HttpPort { get; set; } = DefaultHttpPort;

    /// <summary>The TCP port of the web interface and the HTTP API over TLS; 0 picks a free one. Restart to change.
    /// Where it is not given it is 8443 with the default <see cref="HttpPort"/>, and there is none with another: two hubs on one computer need but
    /// one choice.</summary>
    /// <value>none</value>
    [Range(0, 65535)]
    public int? HttpsPort { get; set; }

    /// <summary>The TCP port of the MQTT broker; 0 picks a free one. Restart to change.</summary>
    /// <value>1883</value>
    [Range(0, 65535)]
    public int MqttPort { get; set; } = 1883;

    /// <summary>The port of HTTPS that counts; null when there is no HTTPS.</summary>
    public int? HttpsPortInUse => HttpsPort ?? (HttpPort == DefaultHttpPort ? DefaultHttpsPort : null);

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
