using Npgsql;

namespace PiHub.Recorder.Postgres.Connecting;

/// <summary>Makes commands.</summary>
internal static class SqlCommands
{
    /// <summary>A command with its values for $1, $2 …</summary>
    public static NpgsqlCommand Command(this NpgsqlConnection connection, string text, params object?[] values)
    {
        NpgsqlCommand command = connection.CreateCommand();
        command.CommandText = text;
        foreach (object? value in values)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = value ?? DBNull.Value });
        }

        return command;
    }

    /// <summary>Runs it once and disposes it.</summary>
    /// <returns>How many rows it touched.</returns>
    public static async ValueTask<int> RunAsync(this NpgsqlCommand command, CancellationToken cancellationToken)
    {
        await using NpgsqlCommand owned = command;
        return await owned.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Runs it once and disposes it.</summary>
    /// <returns>The first value of the first row; null when there is none.</returns>
    public static async ValueTask<object?> ScalarAsync(this NpgsqlCommand command, CancellationToken cancellationToken)
    {
        await using NpgsqlCommand owned = command;
        return await owned.ExecuteScalarAsync(cancellationToken) is var value and not DBNull ? value : null;
    }
}
