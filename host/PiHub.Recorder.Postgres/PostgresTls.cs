namespace PiHub.Recorder.Postgres;

/// <summary>How the connection to PostgreSQL is encrypted.</summary>
public enum PostgresTls
{
    /// <summary>When the server offers it; the server's certificate is not checked.</summary>
    Prefer = 0,

    /// <summary>Never; for a server on the same machine.</summary>
    Disable = 1,

    /// <summary>Always; the server's certificate is not checked.</summary>
    Require = 2,

    /// <summary>Always, and the server's certificate must come from a trusted authority.</summary>
    VerifyCa = 3,

    /// <summary>Always, and the server's certificate must come from a trusted authority and name the host.</summary>
    VerifyFull = 4,
}
