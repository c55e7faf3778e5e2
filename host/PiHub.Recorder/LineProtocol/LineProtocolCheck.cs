using Microsoft.Extensions.Options;

namespace PiHub.Recorder.LineProtocol;

/// <summary>Refuses options that cannot work, all of them at once.</summary>
internal sealed class LineProtocolCheck : IValidateOptions<LineProtocolOptions>
{
    public ValidateOptionsResult Validate(string? name, LineProtocolOptions options)
    {
        var mistakes = new List<string>();
        if (options.Url is { Length: > 0 } url)
        {
            CheckUrl(url, mistakes);
            CheckTarget(options, mistakes);
            CheckText(nameof(options.Measurement), options.Measurement, mistakes);
            foreach ((string key, string value) in options.Tags)
            {
                CheckText($"{nameof(options.Tags)}:{key}", value, mistakes);
                CheckText(nameof(options.Tags), key, mistakes);
            }

            LineProtocolSecrets.Read(options, mistakes);
            if (options.CertificateAuthorityFile is { } file && !File.Exists(file))
            {
                mistakes.Add($"{LineProtocolOptions.Path}:{nameof(options.CertificateAuthorityFile)} '{file}' does not exist.");
            }
        }

        return mistakes.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(mistakes);
    }

    private static void CheckUrl(string url, List<string> mistakes)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out Uri? uri) || uri.Scheme is not ("http" or "https") || uri.Query.Length > 0)
        {
            mistakes.Add($"{LineProtocolOptions.Path}:Url must look like http://host:8086, without a query.");
        }
        else if (uri.UserInfo.Length > 0)
        {
            // It would show in logs.
            mistakes.Add($"{LineProtocolOptions.Path}:Url must not hold a password: give User and PasswordFile.");
        }
    }

    private static void CheckTarget(LineProtocolOptions options, List<string> mistakes)
    {
        if (options.Version == 1 && string.IsNullOrEmpty(options.Database))
        {
            mistakes.Add($"{LineProtocolOptions.Path}:Database is needed with Version 1.");
        }

        if (options.Version == 2 && string.IsNullOrEmpty(options.Bucket))
        {
            mistakes.Add($"{LineProtocolOptions.Path}:Bucket is needed with Version 2.");
        }
    }

    // Line protocol cannot carry these in names and tags.
    private static void CheckText(string key, string text, List<string> mistakes)
    {
        if (text.Length == 0 || text.Any(char.IsControl) || text.EndsWith('\\') || text[0] is '#' or '_')
        {
            mistakes.Add(
                $"{LineProtocolOptions.Path}:{key} '{text}' must not be empty, begin with '#' or '_', end with '\\', or have control characters.");
        }
        else if (key == nameof(LineProtocolOptions.Tags) && text is ("device" or "time"))
        {
            mistakes.Add($"{LineProtocolOptions.Path}:{key}:{text} is not free; choose another name.");
        }
    }
}
