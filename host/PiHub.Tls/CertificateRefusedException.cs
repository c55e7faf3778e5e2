namespace PiHub.Tls;

/// <summary>An uploaded certificate cannot be used; the message is for the admin.</summary>
public sealed class CertificateRefusedException : Exception
{
    /// <summary>Creates it.</summary>
    /// <param name="part">See <see cref="Part"/>.</param>
    /// <param name="message">What is wrong and what to do.</param>
    /// <param name="inner">The cause; null when it was found here.</param>
    public CertificateRefusedException(string part, string message, Exception? inner = null)
        : base(message, inner) => Part = part;

    /// <summary>What is wrong: <c>certificate</c>, <c>key</c> or <c>password</c>.</summary>
    public string Part { get; }
}
