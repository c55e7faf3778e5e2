namespace PiHub.Sdk.Storage;

/// <summary>One step of a plugin's database schema. Shipped ones never change; later ones are appended.</summary>
/// <remarks>The host runs those that are missing, in order, in one transaction, before the plugin's classes are created. One that fails
/// leaves the database as it was, and the start fails with its name in the reason. Foreign keys are not enforced meanwhile, so that tables
/// can be rebuilt; afterwards no row may refer to one that is not there. Since 0.2.</remarks>
public sealed record DatabaseMigration
{
    /// <summary>Its name, 1 to 100 characters, unique in the plugin, e.g. <c>0001 tariffs</c>; remembered as done.</summary>
    public required string Name { get; init; }

    /// <summary>SQLite statements, separated by semicolons, without transactions, ATTACH and DETACH.</summary>
    public required string Sql { get; init; }
}
