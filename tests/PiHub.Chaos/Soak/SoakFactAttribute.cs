namespace PiHub.Chaos.Soak;

/// <summary>A test of minutes, which runs only when it is asked for.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SoakFactAttribute : FactAttribute
{
    public SoakFactAttribute()
    {
        if (ChaosSettings.SoakMinutes == 0)
        {
            Skip = "PIHUB_SOAK_MINUTES=20 runs it.";
        }
    }
}
