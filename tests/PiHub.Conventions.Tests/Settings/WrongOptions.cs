namespace PiHub.Conventions.Tests.Settings;

/// <summary>A sample of options whose documentation lies.</summary>
internal sealed class WrongOptions
{
    /// <summary>A duration.</summary>
    /// <value>00:00:10</value>
    public TimeSpan Right { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>A port.</summary>
    /// <value>1884</value>
    public int Wrong { get; set; } = 1883;

    /// <summary>A name.</summary>
    public string Missing { get; set; } = "";
}
