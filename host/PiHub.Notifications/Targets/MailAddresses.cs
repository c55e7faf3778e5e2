namespace PiHub.Notifications.Targets;

/// <summary>By which server a notification is mailed, and to whom. Equality compares the recipients by reference.</summary>
public sealed record MailAddresses
{
    /// <summary>The server's name or address.</summary>
    public string Host { get; init; } = "";

    /// <summary>Its port.</summary>
    /// <value>587</value>
    public int Port { get; init; } = 587;

    /// <summary>How the connection is encrypted.</summary>
    /// <value>StartTls</value>
    public MailSecurity Security { get; init; } = MailSecurity.StartTls;

    /// <summary>The user to sign in as; null or empty: nobody signs in.</summary>
    public string? User { get; init; }

    /// <summary>The sender's address.</summary>
    public string From { get; init; } = "";

    /// <summary>The recipients' addresses.</summary>
    public IReadOnlyList<string> To { get; init; } = [];
}
