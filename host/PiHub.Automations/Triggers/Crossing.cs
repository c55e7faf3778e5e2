namespace PiHub.Automations.Triggers;

/// <summary>Tells once when something has come and stayed, and not again before it went.</summary>
/// <remarks>What is there when it is first heard of has not come: it counts as told. Not safe for several threads at once.</remarks>
/// <param name="duration">How long it must stay.</param>
/// <param name="phase">Where it was left; <see cref="CrossingPhase.Pending"/> is not kept.</param>
internal sealed class Crossing(TimeSpan duration, CrossingPhase phase = CrossingPhase.Unknown)
{
    /// <summary>How it stands.</summary>
    public CrossingPhase Phase { get; private set; } = phase == CrossingPhase.Pending ? CrossingPhase.Armed : phase;

    /// <summary>When it will have stayed long enough; null unless it is pending.</summary>
    public DateTimeOffset? Due { get; private set; }

    /// <summary>It is there.</summary>
    /// <param name="now">The instant.</param>
    /// <returns>True when it has now come and stayed.</returns>
    public bool Come(DateTimeOffset now)
    {
        switch (Phase)
        {
            case CrossingPhase.Unknown:
                Phase = CrossingPhase.Fired;
                return false;
            case CrossingPhase.Armed when duration > TimeSpan.Zero:
                (Phase, Due) = (CrossingPhase.Pending, now + duration);
                return false;
            case CrossingPhase.Armed:
            case CrossingPhase.Pending when now >= Due:
                (Phase, Due) = (CrossingPhase.Fired, null);
                return true;
            default:
                return false;
        }
    }

    /// <summary>It is gone for sure.</summary>
    public void Go() => (Phase, Due) = (CrossingPhase.Armed, null);

    /// <summary>It is neither there nor gone: what was pending starts anew, what was told is not told again.</summary>
    public void Waver()
    {
        if (Phase is CrossingPhase.Pending or CrossingPhase.Unknown)
        {
            Go();
        }
    }
}
