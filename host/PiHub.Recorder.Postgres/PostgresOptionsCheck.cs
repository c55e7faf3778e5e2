using Microsoft.Extensions.Options;
using Npgsql;

namespace PiHub.Recorder.Postgres;

/// <summary>Checks what attributes cannot say. Never repeats a secret.</summary>
internal sealed class PostgresOptionsCheck : IValidateOptions<PostgresOptions>
{
    public ValidateOptionsResult Validate(string? name, PostgresOptions options)
    {
        var failures = new List<string>();
        CheckSecret(failures, nameof(options.ConnectionString), options.ConnectionString, options.ConnectionStringFile);
        CheckSecret(failures, nameof(options.Password), options.Password, options.PasswordFile);
        if (failures.Count == 0)
        {
            CheckConnectionString(failures, options);
        }

        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    private static void CheckSecret(List<string> failures, string setting, string value, string file)
    {
        if (value.Length > 0 && file.Length > 0)
        {
            failures.Add($"Recorder:Postgres:{setting} and {setting}_FILE are both set: take one of them away.");
        }

        if (file.Length == 0)
        {
            return;
        }

        try
        {
            if (SecretFile.Read(file).Length == 0)
            {
                failures.Add($"Recorder:Postgres:{setting}_FILE: the file '{file}' is empty.");
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            failures.Add($"Recorder:Postgres:{setting}_FILE: the file '{file}' cannot be read: {exception.Message}");
        }
    }

    private static void CheckConnectionString(List<string> failures, PostgresOptions options)
    {
        string text = SecretFile.Choose(options.ConnectionString, options.ConnectionStringFile);
        try
        {
            if (text.Length > 0 && new NpgsqlConnectionStringBuilder(text) is { Host: null or "" } or { Database: null or "" })
            {
                failures.Add("Recorder:Postgres:ConnectionString must name Host and Database.");
            }
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException or InvalidCastException or OverflowException)
        {
            failures.Add("Recorder:Postgres:ConnectionString is none, e.g. 'Host=db;Database=pihub;Username=pihub;Password=…'.");
        }
    }
}
