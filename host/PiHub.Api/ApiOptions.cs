namespace PiHub.Api;

/// <summary>How the HTTP API behaves.</summary>
public sealed class ApiOptions
{
    /// <summary>Demo mode: the web interface is signed in on the computer that the hub runs on. Restart to change.</summary>
    /// <value>false</value>
    public bool IsDemo { get; set; }
}
