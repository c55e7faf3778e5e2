namespace PiHub.EndToEnd.Access;

/// <summary>The expectation table: who may use which route, live channel and MQTT topic.</summary>
internal sealed class RoleTable
{
    private RoleTable(IReadOnlyList<RoleLine> lines) => Lines = lines;

    /// <summary>The lines, as they stand in the file.</summary>
    public IReadOnlyList<RoleLine> Lines { get; }

    public static RoleTable Read() => new([.. File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Access", "RoleTable.txt"))
        .Where(line => line.Length > 0 && line[0] != '#')
        .Select(RoleLine.Parse)]);
}
