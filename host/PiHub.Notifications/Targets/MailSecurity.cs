namespace PiHub.Notifications.Targets;

/// <summary>How the connection to a mail server is encrypted. Implicit TLS (port 465) is not among it: the framework's client has none.</summary>
public enum MailSecurity
{
    /// <summary>Encrypted by STARTTLS before anything is said; the server's certificate must be valid.</summary>
    StartTls = 0,

    /// <summary>Not at all.</summary>
    None = 1,
}
