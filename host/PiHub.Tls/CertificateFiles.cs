using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace PiHub.Tls;

/// <summary>Reads certificates and says in one line what is wrong with a file.</summary>
public static class CertificateFiles
{
    /// <summary>The hub's certificate with its key, and those between it and its authority.</summary>
    /// <exception cref="InvalidOperationException">A file cannot be used; the message names it.</exception>
    internal static (X509Certificate2 Certificate, X509Certificate2Collection Others) ReadOwn(TlsOptions options, string file)
    {
        string? password = options.PasswordFile is { } passwordFile
            ? Read("Tls:PasswordFile", passwordFile, File.ReadAllLines).FirstOrDefault("")
            : null;
        X509Certificate2Collection all = IsPkcs12(file)
            ? Read("Tls:CertificateFile", file, path => X509CertificateLoader.LoadPkcs12CollectionFromFile(path, password))
            : ReadPem("Tls:CertificateFile", file);
        X509Certificate2 certificate = IsPkcs12(file)
            ? all.FirstOrDefault(candidate => candidate.HasPrivateKey)
                ?? throw Wrong("Tls:CertificateFile", file, "holds no private key: export the certificate with its key.")
            : AddKey(options, file, password);
        X509Certificate2[] others = [.. all.Where(other => !other.RawDataMemory.Span.SequenceEqual(certificate.RawDataMemory.Span))];
        return (certificate, [.. others]);
    }

    /// <summary>The certificates of a PEM file.</summary>
    /// <param name="setting">The setting that names the file, for the message.</param>
    /// <param name="file">The file.</param>
    /// <exception cref="InvalidOperationException">The file cannot be used; the message names it.</exception>
    public static X509Certificate2Collection ReadPem(string setting, string file)
    {
        X509Certificate2Collection found = Read(setting, file, path =>
        {
            var certificates = new X509Certificate2Collection();
            certificates.ImportFromPemFile(path);
            return certificates;
        });
        return found.Count > 0
            ? found
            : throw Wrong(setting, file, "holds no certificate: it must be text with '-----BEGIN CERTIFICATE-----'.");
    }

    private static bool IsPkcs12(string file) =>
        file.EndsWith(".pfx", StringComparison.OrdinalIgnoreCase) || file.EndsWith(".p12", StringComparison.OrdinalIgnoreCase);

    private static X509Certificate2 AddKey(TlsOptions options, string file, string? password)
    {
        string certificate = Read("Tls:CertificateFile", file, File.ReadAllText);
        (string setting, string keyFile) = options.KeyFile is { } separate ? ("Tls:KeyFile", separate) : ("Tls:CertificateFile", file);
        string key = Read(setting, keyFile, File.ReadAllText);
        if (!key.Contains("PRIVATE KEY-----", StringComparison.Ordinal))
        {
            throw Wrong(setting, keyFile, "holds no private key: set Tls:KeyFile to the file that does.");
        }

        bool isEncrypted = key.Contains("-----BEGIN ENCRYPTED PRIVATE KEY-----", StringComparison.Ordinal);
        if (isEncrypted && password is null)
        {
            throw Wrong(setting, keyFile, "is protected by a password: set Tls:PasswordFile.");
        }

        try
        {
            return isEncrypted
                ? X509Certificate2.CreateFromEncryptedPem(certificate, key, password)
                : X509Certificate2.CreateFromPem(certificate, key);
        }
        catch (Exception exception) when (exception is CryptographicException or ArgumentException)
        {
            throw Wrong(setting, keyFile, $"holds no key that fits the certificate '{file}'{(isEncrypted ? ", or the password is wrong" : "")}: {FirstLine(exception)}");
        }
    }

    private static T Read<T>(string setting, string file, Func<string, T> read)
    {
        try
        {
            return read(file);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            throw Wrong(setting, file, "does not exist.");
        }
        catch (UnauthorizedAccessException)
        {
            throw Wrong(setting, file, $"cannot be read by user '{Environment.UserName}': change its owner or mode.");
        }
        catch (Exception exception) when (exception is IOException or CryptographicException)
        {
            // .NET reports a missing PKCS#12 file as a failure of cryptography.
            throw Wrong(setting, file, File.Exists(file) ? $"cannot be used: {FirstLine(exception)}" : "does not exist.");
        }
    }

    private static string FirstLine(Exception exception) => exception.Message.ReplaceLineEndings("\n").Split('\n')[0];

    private static InvalidOperationException Wrong(string setting, string file, string what) => new($"{setting} '{file}' {what}");
}
