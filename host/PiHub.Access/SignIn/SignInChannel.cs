namespace PiHub.Access.SignIn;

/// <summary>Where somebody signs in.</summary>
public enum SignInChannel
{
    /// <summary>The web interface: a cookie.</summary>
    Web = 0,

    /// <summary>The HTTP API: tokens.</summary>
    Api = 1,

    /// <summary>MQTT: for one connection.</summary>
    Mqtt = 2,
}
