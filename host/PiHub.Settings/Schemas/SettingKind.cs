namespace PiHub.Settings.Schemas;

/// <summary>What a setting can be.</summary>
internal enum SettingKind
{
    Text,
    Boolean,
    Integer,
    Number,
    Duration,
    Date,
    Time,
    Choice,
    Address,
    Secret,

    /// <summary>A list of any of the above but secrets.</summary>
    List,

    /// <summary>A list of objects of a flat class.</summary>
    Table,

    /// <summary>One object of a class; its properties are settings of their own.</summary>
    Group,
}
