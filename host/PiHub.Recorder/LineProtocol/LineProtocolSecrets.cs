namespace PiHub.Recorder.LineProtocol;

/// <summary>What the hub logs in with. Its text shows nothing.</summary>
internal sealed class LineProtocolSecrets
{
    /// <summary>Version 1.</summary>
    public string? Password { get; private init; }

    /// <summary>Version 2.</summary>
    public string? Token { get; private init; }

    /// <summary>Reads the secrets from options and files.</summary>
    /// <param name="options">The options.</param>
    /// <param name="mistakes">Gets what is wrong.</param>
    public static LineProtocolSecrets Read(LineProtocolOptions options, List<string> mistakes) => new()
    {
        Password = Read(nameof(options.Password), options.Password, options.PasswordFile, mistakes),
        Token = Read(nameof(options.Token), options.Token, options.TokenFile, mistakes),
    };

    private static string? Read(string key, string? value, string? file, List<string> mistakes)
    {
        if (string.IsNullOrEmpty(file))
        {
            return value;
        }

        if (!string.IsNullOrEmpty(value))
        {
            mistakes.Add($"{LineProtocolOptions.Path}:{key}File and {key} are both given: keep one.");
        }

        try
        {
            return File.ReadLines(file).FirstOrDefault() ?? "";
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            mistakes.Add($"{LineProtocolOptions.Path}:{key}File '{file}' cannot be read: {exception.Message}");
            return null;
        }
    }
}
