namespace PiHub.Recorder.Postgres;

/// <summary>Secrets that lie in files.</summary>
internal static class SecretFile
{
    public static string Read(string path) => File.ReadAllText(path).TrimEnd('\r', '\n');

    /// <summary>The value itself, or what is in the file when there is no value.</summary>
    public static string Choose(string value, string file) => value.Length > 0 || file.Length == 0 ? value : Read(file);
}
