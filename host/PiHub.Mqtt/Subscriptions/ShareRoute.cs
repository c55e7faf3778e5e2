namespace PiHub.Mqtt.Subscriptions;

/// <summary>The members of a shared subscription, of whom one gets each message.</summary>
internal sealed class ShareRoute
{
    private readonly ShareGroup _group;
    private readonly RouteTarget[] _members;

    /// <param name="group">Whose turn it is.</param>
    /// <param name="members">At least one.</param>
    public ShareRoute(ShareGroup group, RouteTarget[] members)
    {
        _group = group;
        _members = members;
    }

    /// <summary>As its members gave it, <c>$share/…</c> included.</summary>
    public string Filter => _group.Filter;

    public IReadOnlyList<RouteTarget> Members => _members;

    /// <summary>The next member in turn that is ready; else one that is connected; else one whose session waits for it.</summary>
    /// <returns>Null when no member may get the topic.</returns>
    public RouteTarget? Choose(string topic)
    {
        uint turn = _group.NextTurn();
        RouteTarget? chosen = null;
        Readiness best = Readiness.Offline;
        for (uint i = 0; i < _members.Length; i++)
        {
            RouteTarget member = _members[(turn + i) % (uint)_members.Length];
            Readiness readiness = member.Subscriber.Readiness;
            if ((chosen is null || readiness > best) && member.Subscriber.MayReceive(topic))
            {
                (chosen, best) = (member, readiness);
                if (best == Readiness.Ready)
                {
                    break;
                }
            }
        }

        return chosen;
    }
}
